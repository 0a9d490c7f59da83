import { addDays, type LondonDay } from '#shared/time/london.ts'
import { readNhsNumber } from '#shared/referrals/nhsNumber.ts'
import type { Draw } from './random.ts'

/** Somebody who is referred, as the desk comes to know them. Nobody here exists. */
export interface ReferredPerson {
  readonly lastName: string
  readonly firstName: string
  readonly gender: string
  readonly bornOn: LondonDay | null
  readonly ageYears: number | null
  readonly ageIsEstimate: boolean
  readonly nhsNumber: string
  readonly homeAddress: string
  readonly town: string
  readonly nearestRelative: string
  readonly interpreter: string
  readonly asksFor: string
}

const women =
  'Aileen Bernice Cerys Dilys Edith Farida Gwenda Halima Iris Jocelyn Keziah Lorna Maureen Nasreen Olwen Pauline Roza Shanice Tamsin Una Verity Winifred Yasmin Zofia Brenda Chloe Delphine Esme'.split(
    ' ',
  )
const men =
  'Alwyn Barnaby Clive Desmond Edgar Faisal Gordon Hamish Idris Jerome Kelvin Leopold Mohsin Neville Osian Percy Quentin Rashid Silas Terence Ulric Vernon Wesley Yusef Zbigniew Callum Denzil Errol'.split(
    ' ',
  )
const lastNames =
  'Abernant Arkwright Bexwell Birtle Calloway Cawthra Chaudry Dallimore Deverill Eastoe Enoch Fairlamb Ferrand Gethin Goldthorpe Hallam Hesketh Iqbaal Inglethorpe Jessop Jaszczak Kettlewell Kilbride Langstone Larkspur Mabbott Mehrotra Nettleship Norcross Oduya Ollerton Pargeter Penhaligan Quaife Quarmby Rackstraw Ramsbottam Salterns Sandiford Thackwray Tolliver Umber Uzoma Vellacott Venning Wadsley Wraxhall Yarrow Yeoland Zielonka'.split(
    ' ',
  )
const streets = [
  'Tanner Row',
  'Mill Lane',
  'Weir Street',
  'Gasworks Road',
  'Beacon Road',
  'Salt Quay',
  'Chantry Close',
  'Fuller’s Yard',
  'Station Parade',
  'Orchard Rise',
  'Minster Street',
  'Larkfield Drive',
]
/** Towns of the county, each with its postcode district: there is no WM in the real list. */
export const towns = {
  Westmarch: 'WM1',
  Norbeck: 'WM2',
  Kelsham: 'WM4',
  Oakridge: 'WM7',
  Thornwick: 'WM9',
  Ashmere: 'WM12',
} as const
const townNames = Object.keys(towns) as readonly (keyof typeof towns)[]
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'
const languages = [
  'Polish',
  'Bengali',
  'Portuguese',
  'Arabic',
  'Romanian',
  'British Sign Language',
  'Urdu',
  'Ukrainian',
  'Spanish',
]
const relations = [
  'mother',
  'father',
  'sister',
  'brother',
  'daughter',
  'son',
  'wife',
  'husband',
  'civil partner',
  'aunt',
]

/** @example mobile(draw) // '07700 900 264': numbers that Ofcom keeps for fiction */
export const mobile = (draw: Draw): string => `07700 900 ${String(draw.whole(130, 999))}`
export const landline = (draw: Draw): string => `01632 960 ${String(draw.whole(200, 999))}`

/** A number from the range kept for testing, with a check digit that is right. */
export function testNhsNumber(draw: Draw): string {
  for (;;) {
    const nine = `999${String(draw.whole(0, 999_999)).padStart(6, '0')}`
    const found = Array.from({ length: 10 }, (_, digit) => readNhsNumber(`${nine}${digit}`)).find((read) => read.ok)
    if (found?.ok) return found.value
  }
}

const postcode = (draw: Draw, town: keyof typeof towns): string =>
  `${towns[town]} ${draw.whole(1, 9)}${draw.pick([...LETTERS])}${draw.pick([...LETTERS])}`

function addressIn(draw: Draw, town: keyof typeof towns): string {
  const flat = draw.chance(0.4) ? `Flat ${draw.whole(1, 24)}, ` : ''
  return `${flat}${draw.whole(1, 180)} ${draw.pick(streets)}, ${town} ${postcode(draw, town)}`
}

export type Ages = 'young' | 'adult' | 'older'

function yearsOf(ages: Ages, draw: Draw): number {
  if (ages === 'young') return draw.whole(15, 17)
  if (ages === 'older') return draw.whole(66, 93)
  return draw.weighted([
    [draw.whole(18, 39), 52],
    [draw.whole(40, 64), 36],
    [draw.whole(65, 88), 12],
  ])
}

function birth(
  ages: Ages,
  draw: Draw,
  today: LondonDay,
): Pick<ReferredPerson, 'bornOn' | 'ageYears' | 'ageIsEstimate'> {
  const years = yearsOf(ages, draw)
  const bornOn = addDays(today, -Math.round(years * 365.25) - draw.whole(1, 360))
  if (draw.chance(0.88)) return { bornOn, ageYears: null, ageIsEstimate: false }
  return { bornOn: null, ageYears: years, ageIsEstimate: draw.chance(0.6) }
}

/** Makes somebody up. */
export function personFrom(draw: Draw, today: LondonDay, ages: Ages = 'adult'): ReferredPerson {
  const [gender, firsts] = draw.chance(0.5) ? (['Woman', women] as const) : (['Man', men] as const)
  const lastName = draw.pick(lastNames)
  const town = draw.weighted(
    townNames.map((name) => [name, name === 'Westmarch' || name === 'Kelsham' ? 3 : 2] as const),
  )
  const relative = draw.chance(0.62)
    ? `${draw.pick([...women, ...men])} ${lastName}, ${draw.pick(relations)} · ${mobile(draw)}`
    : ''
  return {
    lastName,
    firstName: draw.pick(firsts),
    gender: draw.chance(0.9) ? gender : '',
    ...birth(ages, draw, today),
    nhsNumber: draw.chance(0.7) ? testNhsNumber(draw) : '',
    homeAddress: draw.chance(0.85) ? addressIn(draw, town) : '',
    town,
    nearestRelative: relative,
    interpreter: draw.chance(0.06) ? `${draw.pick(languages)}${draw.chance(0.5) ? ', by video' : ''}` : '',
    asksFor: draw.chance(0.07) ? (draw.chance(0.6) ? 'A woman AMHP' : 'Somebody who has met them before') : '',
  }
}
