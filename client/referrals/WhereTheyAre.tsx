import { Button } from '#client/ui/Button.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { useAnswer } from '#client/kernel/api.ts'
import { LINE_LENGTH, tooLongWords } from '#shared/kernel/text.ts'
import { nearPlace } from '#shared/register/nearPlace.ts'
import { register, type PlaceRow, type Register } from '#shared/register/contract.ts'
import { StationInCall } from './AtPoliceStation.tsx'
import { boxOf, type IntakePart } from './intakeForm.ts'

const PLACES = 'places'
const nothing: Pick<Register, 'places' | 'councils'> = { places: [], councils: [] }

/** A place on the list in one line. @example 'Health-based place of safety, St Aldhelm’s Hospital, Kelsham WM4 2QT' */
export const placeLine = ({ name, address }: Pick<PlaceRow, 'name' | 'address'>): string =>
  [name, address].filter(Boolean).join(', ').slice(0, LINE_LENGTH)

interface MeantPlaceProps {
  readonly places: readonly PlaceRow[]
  readonly part: IntakePart
}

/** A place that is nearly one of the service's: offered, so that the way there is known. What was typed stays as it was typed. */
function MeantPlace({ places, part: { values, change } }: MeantPlaceProps) {
  const meant = places.find(({ id }) => id === values.placeId)
  if (meant && placeLine(meant) === values.place) return null
  const near = meant ?? nearPlace(values.place, places)
  if (!near) return null
  const set = (placeId: string): void => change({ placeId })
  return (
    <p className="small" role="status">
      {meant ? (
        <>
          Counted as <b>{placeLine(meant)}</b>. What you typed stays.{' '}
          <Button size="sm" kind="q" onClick={() => set('')}>
            It is not that place
          </Button>
        </>
      ) : (
        <>
          Did you mean <b>{placeLine(near)}</b>?{' '}
          <Button size="sm" onClick={() => set(near.id)}>
            Yes, that place
          </Button>
        </>
      )}
    </p>
  )
}

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
        <MeantPlace places={places} part={part} />
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
