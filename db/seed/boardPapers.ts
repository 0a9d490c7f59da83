import type { Recommendation, PaperForm, Objection } from '#shared/papers/codes.ts'
import type { OpenCall } from './boardCalls.ts'

/** Minutes before now; less than nothing for what is still to come. */
export type Ago = number
type Writer = 'jo' | 'amir' | 'priya' | 'marcus'

export interface BoardDoctor {
  readonly name: string
  readonly phone: string
  readonly section12: 'yes' | 'no' | 'unknown'
  readonly knows: 'yes' | 'no' | 'unknown'
  readonly asked: Ago
  readonly expected?: Ago
  readonly examined?: Ago
  readonly recommendation?: Recommendation
  readonly note?: string
  readonly by: Writer
}

export interface BoardPapers {
  readonly doctors: readonly BoardDoctor[]
  readonly forms: readonly (readonly [form: PaperForm, heldBy: string, received: Ago, by: Writer, note: string])[]
  readonly relative: {
    readonly name: string
    readonly relation: string
    readonly phone: string
    readonly basis: string
    readonly told?: Ago
    readonly consulted?: Ago
    readonly notConsultedWhy?: string
    readonly objects: Objection
    readonly set: Ago
    readonly by: Writer
  }
}

/** The doctors, forms and relatives of three of today's referrals: before anybody has gone, with an AMHP there, and decided. */
export const boardPapers: Partial<Readonly<Record<OpenCall, BoardPapers>>> = {
  lindqvist: {
    doctors: [
      {
        name: 'Dr M. Whitcombe',
        phone: '01632 960 140',
        section12: 'no',
        knows: 'no',
        asked: 112,
        examined: 49,
        note: 'Doctor of the place of safety. Fit to be interviewed. Would rather leave the recommendation to Dr Rao and a second.',
        by: 'jo',
      },
      {
        name: 'Dr S. Rao',
        phone: '07700 900 531',
        section12: 'yes',
        knows: 'no',
        asked: 30,
        expected: -13,
        note: 'Comes straight from clinic.',
        by: 'amir',
      },
    ],
    forms: [
      [
        'OTHER',
        'Nurse in charge, place of safety',
        1330,
        'jo',
        'Police form for section 136, with the time of arrival',
      ],
    ],
    relative: {
      name: 'Anna Lindqvist',
      relation: 'Sister',
      phone: '07700 900 871',
      basis: 'No spouse, child or parent living here. Elder of two sisters.',
      told: 38,
      objects: 'not-asked',
      set: 38,
      by: 'jo',
    },
  },
  doyle: {
    doctors: [
      {
        name: 'Dr E. Lowther',
        phone: '01632 960 141',
        section12: 'yes',
        knows: 'no',
        asked: 330,
        examined: 268,
        recommendation: 's2',
        by: 'priya',
      },
      {
        name: 'Dr P. Lindsell',
        phone: '07700 900 532',
        section12: 'yes',
        knows: 'no',
        asked: 318,
        examined: 221,
        recommendation: 's2',
        note: 'No doctor who knows him could come: his own surgery was closed.',
        by: 'priya',
      },
    ],
    forms: [
      ['A4', 'Priya Nair', 262, 'priya', 'Dr Lowther'],
      ['A4', 'Priya Nair', 215, 'priya', 'Dr Lindsell'],
    ],
    relative: {
      name: 'Maeve Doyle',
      relation: 'Mother',
      phone: '07700 900 341',
      basis: 'Not married, no children. Father died. Lives with her.',
      told: 205,
      consulted: 198,
      objects: 'no',
      set: 196,
      by: 'priya',
    },
  },
  novak: {
    doctors: [
      {
        name: 'Dr E. Lowther',
        phone: '01632 960 141',
        section12: 'yes',
        knows: 'yes',
        asked: 180,
        examined: 79,
        recommendation: 's2',
        note: 'Has seen him each day since he came.',
        by: 'marcus',
      },
      {
        name: 'Dr M. Coyle',
        phone: '07700 900 533',
        section12: 'yes',
        knows: 'no',
        asked: 166,
        examined: 63,
        recommendation: 's2',
        by: 'marcus',
      },
    ],
    forms: [
      ['A4', 'Marcus Reid', 74, 'marcus', 'Dr Lowther'],
      ['A4', 'Marcus Reid', 58, 'marcus', 'Dr Coyle'],
      ['A2', 'Marcus Reid', 45, 'marcus', 'For Oakridge Ward 2'],
    ],
    relative: {
      name: 'Irena Novak',
      relation: 'Wife',
      phone: '07700 900 342',
      basis: 'Married, living together.',
      told: 60,
      consulted: 55,
      objects: 'no',
      set: 52,
      by: 'marcus',
    },
  },
}
