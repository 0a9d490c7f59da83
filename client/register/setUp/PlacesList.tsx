import { PhoneNumber } from '#client/ui/PhoneNumber.tsx'
import { placeKinds, type PlaceSetUp } from '#shared/register/setUpContract.ts'
import { countWords, ListCard } from './ListCard.tsx'
import { PlaceForm } from './PlaceForm.tsx'
import type { PartProps } from './SetUpPage.tsx'

/** Places of safety, wards, police stations and bases. */
export function PlacesList({ answer: { places } }: PartProps) {
  return (
    <ListCard
      title="Places"
      add="Add a place"
      lede="Offered when a call is taken, and as bases from which AMHPs set off. Never somebody’s home."
      empty={{ title: 'No place yet', words: 'A place can be typed freely until it is on the list.' }}
      rows={places}
      isEnded={({ ended }) => ended}
      columns={[
        { head: 'Kind', show: ({ kind }) => placeKinds[kind] },
        { head: 'Where', show: (row) => <Where row={row} /> },
        {
          head: 'Telephone',
          show: ({ phone }) =>
            phone === '' ? <span className="muted">Not given</span> : <PhoneNumber number={phone} />,
        },
        { head: 'In use', show: (row) => usedWords(row) },
      ]}
      form={(row, onClose) => <PlaceForm key={row?.id ?? 'new'} row={row} onClose={onClose} />}
    />
  )
}

function Where({ row: { town, address } }: { readonly row: PlaceSetUp }) {
  return (
    <>
      {town}
      {address !== '' && <span className="sub">{address}</span>}
    </>
  )
}

const usedWords = ({ amhps, open }: PlaceSetUp): string =>
  [
    amhps > 0 ? `Base of ${countWords(amhps, 'AMHP', 'AMHPs')}` : '',
    open > 0 ? countWords(open, 'open referral', 'open referrals') : '',
  ]
    .filter(Boolean)
    .join(', ') || 'No'
