import type { CouncilId, EmployerId, PlaceId, ServiceId } from '#shared/kernel/ids.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'

/** The invented county's councils, employers and places. No town, street or postcode of theirs exists. */
const councils = {
  westmarch: { name: 'Westmarch County Council', actedFor: true },
  norbeck: { name: 'Norbeck City Council', actedFor: false },
} as const

const employers = {
  council: { name: 'Westmarch County Council', kind: 'council' },
  trust: { name: 'Westmarch Mental Health NHS Trust', kind: 'nhs' },
  agency: { name: 'Brightwater Social Care Agency', kind: 'agency' },
  self: { name: 'Rosalind Teague, sessional', kind: 'self' },
} as const

const places = {
  placeOfSafety: {
    name: 'St Aldhelm’s Hospital, place of safety',
    kind: 'place-of-safety',
    town: 'Kelsham',
    address: 'Tanner Row, Kelsham WM4 2QT',
    phone: '01632 960 140',
    wayIn: 'Side entrance on Tanner Row. Not the emergency department.',
  },
  emergency: {
    name: 'St Aldhelm’s Hospital, emergency department',
    kind: 'emergency-department',
    town: 'Kelsham',
    address: 'Minster Street, Kelsham WM4 2QT',
    phone: '01632 960 141',
    wayIn: 'Ask for the liaison team at the main desk.',
  },
  general: {
    name: 'Westmarch General Hospital',
    kind: 'emergency-department',
    town: 'Westmarch',
    address: 'Ropewalk, Westmarch WM1 6DR',
    phone: '01632 960 142',
    wayIn: 'Emergency department, then the yellow line to liaison psychiatry.',
  },
  ward2: {
    name: 'Oakridge Unit, Ward 2',
    kind: 'ward',
    town: 'Oakridge',
    address: 'Oakridge Lane, Oakridge WM7 3HB',
    phone: '01632 960 143',
    wayIn: 'Ring at the air lock. Car park B.',
  },
  ward3: {
    name: 'Oakridge Unit, Ward 3',
    kind: 'ward',
    town: 'Oakridge',
    address: 'Oakridge Lane, Oakridge WM7 3HB',
    phone: '01632 960 144',
    wayIn: 'First floor. Ring at the air lock.',
  },
  larch: {
    name: 'Larch House',
    kind: 'ward',
    town: 'Thornwick',
    address: 'Beacon Road, Thornwick WM9 1AL',
    phone: '01632 960 145',
    wayIn: 'Older adults. Visitors’ door at the side.',
  },
  custody: {
    name: 'Ashmere police station, custody',
    kind: 'other',
    town: 'Ashmere',
    address: 'Quay Street, Ashmere WM12 4PL',
    phone: '01632 960 146',
    wayIn: 'Intercom at the rear gate on Quay Street.',
  },
  surgery: {
    name: 'Norbeck Surgery',
    kind: 'other',
    town: 'Norbeck',
    address: '2 Fuller’s Yard, Norbeck WM2 5ST',
    phone: '01632 960 147',
    wayIn: '',
  },
  countyHall: {
    name: 'County Hall',
    kind: 'base',
    town: 'Westmarch',
    address: '1 Moot Street, Westmarch WM1 1AA',
    phone: '01632 960 110',
    wayIn: 'After 18:00 by the door on Moot Street.',
  },
  kelshamCentre: {
    name: 'Kelsham resource centre',
    kind: 'base',
    town: 'Kelsham',
    address: '40 Weir Street, Kelsham WM4 1JN',
    phone: '01632 960 111',
    wayIn: '',
  },
  ashmereOffice: {
    name: 'Ashmere office',
    kind: 'base',
    town: 'Ashmere',
    address: '7 Salt Quay, Ashmere WM12 4PJ',
    phone: '01632 960 112',
    wayIn: '',
  },
} as const

export type EmployerKey = keyof typeof employers
export type PlaceKey = keyof typeof places
export type BaseKey = 'countyHall' | 'kelshamCentre' | 'ashmereOffice'

export interface Places {
  readonly councilIds: Readonly<Record<keyof typeof councils, CouncilId>>
  readonly employerIds: Readonly<Record<EmployerKey, EmployerId>>
  readonly placeIds: Readonly<Record<PlaceKey, PlaceId>>
  readonly councils: Row<'councils'>[]
  readonly employers: Row<'employers'>[]
  readonly places: Row<'places'>[]
}

const idsFor = <Key extends string, Id extends string>(list: Record<Key, unknown>, draw: Draw): Record<Key, Id> =>
  // Object.fromEntries forgets which keys went in.
  Object.fromEntries(Object.keys(list).map((key) => [key, draw.id<Id>()])) as Record<Key, Id>

const keysOf = <Key extends string>(list: Record<Key, unknown>): readonly Key[] => Object.keys(list) as Key[]

const asItBegan = { endedAt: null, version: 1 } as const

/** The rows of all of them, and the ids to refer to them by. */
export function placesOf(serviceId: ServiceId, draw: Draw): Places {
  const councilIds = idsFor<keyof typeof councils, CouncilId>(councils, draw)
  const employerIds = idsFor<EmployerKey, EmployerId>(employers, draw)
  const placeIds = idsFor<PlaceKey, PlaceId>(places, draw)
  return {
    councilIds,
    employerIds,
    placeIds,
    councils: keysOf(councils).map((key) => ({
      serviceId,
      id: councilIds[key],
      ...councils[key],
      lastDay: null,
      version: 1,
    })),
    employers: keysOf(employers).map((key) => ({ serviceId, id: employerIds[key], ...employers[key], ...asItBegan })),
    places: keysOf(places).map((key) => ({ serviceId, id: placeIds[key], ...places[key], ...asItBegan })),
  }
}

/** A place as it is said on the telephone. @example placeNamed('ward3').name */
export const placeNamed = (key: PlaceKey): { readonly name: string; readonly town: string } => places[key]
