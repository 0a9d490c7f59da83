import { Select, TextField } from '#client/ui/Field.tsx'
import { useAnswer } from '#client/kernel/api.ts'
import { LINE_LENGTH, tooLongWords } from '#shared/kernel/text.ts'
import { register, type PlaceRow, type Register } from '#shared/register/contract.ts'
import { StationInCall } from './AtPoliceStation.tsx'
import { boxOf, type IntakePart } from './intakeForm.ts'

const PLACES = 'places'
const nothing: Pick<Register, 'places' | 'councils'> = { places: [], councils: [] }

/** A place on the list in one line. @example 'Health-based place of safety, St Aldhelm’s Hospital, Kelsham WM4 2QT' */
export const placeLine = ({ name, address }: Pick<PlaceRow, 'name' | 'address'>): string =>
  [name, address].filter(Boolean).join(', ').slice(0, LINE_LENGTH)

/** Where the person is now: typed freely, with the service's own places offered. */
export function WhereTheyAre(part: IntakePart) {
  const { places: all, councils } = useAnswer(register, {}).data ?? nothing
  const places = all.filter(({ ended }) => !ended)
  const ours = councils.filter(({ actedFor }) => actedFor)
  // A draft may name a council for which the service has ceased to act since.
  const ended = councils.find(({ id, actedFor }) => id === part.values.councilId && !actedFor) ?? null
  const box = boxOf(part, 'place')
  const isLong = part.values.place.length > LINE_LENGTH
  const type = (event: { readonly target: { readonly value: string } }): void => {
    // What was pasted by mistake is cut where it can only be a mistake; up to there it stays to be shortened by hand.
    const place = event.target.value.slice(0, LINE_LENGTH * 10)
    part.change({ place, placeId: places.find((one) => placeLine(one) === place)?.id ?? '' })
  }
  return (
    <div className="blk">
      <h2>Where they are now</h2>
      <div className="fs">
        <TextField
          {...box}
          label="Place"
          list={PLACES}
          error={isLong ? tooLongWords(LINE_LENGTH) : box.error}
          onChange={type}
        />
        <datalist id={PLACES}>
          {places.map((place) => (
            <option key={place.id} value={placeLine(place)}>
              {placeLine(place)}
            </option>
          ))}
        </datalist>
        <StationInCall values={part.values} now={part.now} />
        {(ours.length > 1 || ended !== null) && (
          <Select
            {...boxOf(part, 'councilId')}
            label="Council"
            hint="Where the person is, section 13(1)"
            empty={ours[0]?.name ?? ''}
            options={[
              ...ours.slice(1).map(({ id, name }) => ({ value: id, label: name })),
              ...(ended ? [{ value: ended.id, label: `${ended.name}, ended: choose another` }] : []),
            ]}
          />
        )}
      </div>
    </div>
  )
}
