import type { PlaceId } from '#shared/kernel/ids.ts'
import type { Call } from './calls.ts'
import type { Case } from './case.ts'
import { placeNamed, type PlaceKey } from './places.ts'
import type { Draw } from './random.ts'
import type { ReferredPerson } from './referredPeople.ts'

const inHospital: readonly PlaceKey[] = ['ward2', 'ward3', 'ward3', 'larch']

/** Where the person is, which goes with who calls and what for. */
function placeKeyFor({ source, request, power }: Call, draw: Draw): PlaceKey | null {
  if (power?.kind === 's136-kept') return 'emergency'
  if (request === 's136') return draw.chance(0.85) ? 'placeOfSafety' : 'emergency'
  if (source === 'INPATIENT_WARD' || request === 'cto' || request === 'cto-recall') return draw.pick(inHospital)
  if (source === 'POLICE_CUSTODY' || source === 'LIAISON_DIVERSION') return 'custody'
  return source === 'LIAISON_PSYCH' ? draw.pick(['emergency', 'general'] as const) : null
}

/** A place of the service's list, or the person's home as it was told. */
export function placeFor(
  call: Call,
  { homeAddress, town }: ReferredPerson,
  { placeIds, draw }: { readonly placeIds: Readonly<Record<PlaceKey, PlaceId>>; readonly draw: Draw },
): Pick<Case, 'place' | 'placeId'> {
  const key = placeKeyFor(call, draw)
  if (key === null) return { place: homeAddress || `At home, ${town}`, placeId: null }
  const { name, town: inTown } = placeNamed(key)
  return { place: `${name}, ${inTown}`, placeId: placeIds[key] }
}
