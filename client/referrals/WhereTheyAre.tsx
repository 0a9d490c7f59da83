import { Select, TextField } from '#client/ui/Field.tsx'
import { useAnswer } from '#client/kernel/api.ts'
import { register, type PlaceRow, type Register } from '#shared/register/contract.ts'
import { boxOf, type IntakePart } from './intakeForm.ts'

const PLACES = 'places'
const nothing: Pick<Register, 'places' | 'councils'> = { places: [], councils: [] }

/** A place on the list in one line. @example 'Health-based place of safety, St Aldhelm’s Hospital, Kelsham WM4 2QT' */
export const placeLine = ({ name, address }: Pick<PlaceRow, 'name' | 'address'>): string =>
  [name, address].filter(Boolean).join(', ').slice(0, 200)

/** Where the person is now: typed freely, with the service's own places offered. */
export function WhereTheyAre(part: IntakePart) {
  const { places, councils } = useAnswer(register, {}).data ?? nothing
  const ours = councils.filter(({ actedFor }) => actedFor)
  const type = (event: { readonly target: { readonly value: string } }): void => {
    const place = event.target.value
    part.change({ place, placeId: places.find((one) => placeLine(one) === place)?.id ?? '' })
  }
  return (
    <div className="blk">
      <h2>Where they are now</h2>
      <div className="fs">
        <TextField {...boxOf(part, 'place')} label="Place" list={PLACES} onChange={type} />
        <datalist id={PLACES}>
          {places.map((place) => (
            <option key={place.id} value={placeLine(place)}>
              {placeLine(place)}
            </option>
          ))}
        </datalist>
        {ours.length > 1 && (
          <Select
            {...boxOf(part, 'councilId')}
            label="Council"
            hint="Where the person is, section 13(1)"
            empty={ours[0]?.name ?? ''}
            options={ours.slice(1).map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
    </div>
  )
}
