import type { OpenCall } from './boardCalls.ts'
import type { BoardCourse } from './boardCourse.ts'

const accept = { outcome: 'ACCEPT_MHAA', by: 'jo' } as const

export const courses: Readonly<Record<OpenCall, BoardCourse>> = {
  doyle: {
    powers: [{ kind: 's136', started: 1462, source: 'Police log, read out' }],
    decisions: [
      {
        ...accept,
        ago: 348,
        urgency: 'U0',
        assessBy: 22,
        whyNow: 'Section 136, fit to be interviewed at last, few hours left of the 24.',
        lessRestrictive: 'Crisis team to meet the AMHP there. Mother would have him home if he is calmer.',
        risk: 'None known to staff.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 330, 'amir', 'Dr E. Lowther, section 12'],
      ['second-doctor', 'agreed', 318, 'amir', 'Dr P. Lindsell, section 12'],
      ['bed', 'trouble', 61, 'amir', 'None in county. Three trusts asked, none so far'],
      ['ambulance', 'asked', 58, 'amir', 'Held until a bed is named'],
    ],
    out: { who: 'priya', given: 339, accepted: 335, setOff: 322, arrived: 297, waits: [['bed', 157, null, '']] },
  },
  lindqvist: {
    powers: [
      { kind: 's136', started: 1187, source: 'Nurse in charge, from memory' },
      {
        kind: 's136',
        started: 1335,
        source: 'Police log, read out by PC Daniels',
        told: 17,
        correction: 'Time of arrival corrected by the police from their log.',
      },
    ],
    decisions: [
      {
        ago: 182,
        by: 'jo',
        outcome: 'MEDICALLY_UNFIT_DEFER',
        urgency: null,
        reviewAt: 57,
        whyNow: 'Sedated, asleep. Nurse in charge will ring as soon as she can be interviewed.',
        lessRestrictive: '',
        risk: 'None known. Police will stay until the AMHP arrives.',
      },
      {
        ...accept,
        ago: 45,
        urgency: 'U0',
        assessBy: -253,
        whyNow: 'Section 136 at the place of safety. Fit to be interviewed by the nurse’s account just now.',
        lessRestrictive:
          'Crisis team saw Marta earlier and could not agree a plan at home. Sister cannot stay tonight. Informal admission to be offered at interview.',
        risk: 'None known. See in pairs not needed. Police will stay until the AMHP arrives.',
        changeReason: 'Now fit to be interviewed.',
      },
      {
        ...accept,
        ago: 16,
        urgency: 'U0',
        assessBy: -105,
        whyNow:
          'Reached the place of safety earlier than first told. Interview delayed: sedated, then not fit. No extension under section 136B.',
        lessRestrictive:
          'Crisis team saw Marta earlier and could not agree a plan at home. Sister cannot stay tonight. Informal admission to be offered at interview.',
        risk: 'None known. See in pairs not needed. Police will stay until the AMHP arrives.',
        changeReason: 'The police log has her there two and a half hours earlier.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 30, 'amir', 'Dr S. Rao, section 12, from {-13}'],
      ['second-doctor', 'not-needed', 29, 'amir', ''],
      ['bed', 'asked', 27, 'amir', 'No female acute bed in county. Looking out of area'],
      ['ambulance', 'not-yet', 26, 'amir', 'Ask once a bed is named'],
      ['interpreter', 'asked', 12, 'jo', 'Swedish, by video'],
    ],
  },
  adeyemi: { powers: [{ kind: 's136', started: 42, source: 'Officer on the telephone' }] },
  whitlock: {},
  bassi: {},
  osei: {
    powers: [{ kind: 's5-2', started: 1887, source: 'Ward’s record of the report to the managers' }],
    decisions: [
      {
        ...accept,
        ago: 150,
        urgency: 'U0',
        whyNow: 'Held under section 5(2). First episode, will not stay and has no plan.',
        lessRestrictive: 'Informal stay offered twice today and refused. Aunt would visit daily.',
        risk: 'Risk to self. Ward keeps her in sight.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 120, 'amir', 'Dr P. Lindsell, free from {-73}'],
      ['second-doctor', 'asked', 96, 'amir', 'Dr A. Varga will ring back'],
      ['bed', 'agreed', 149, 'jo', 'In unit'],
      ['ambulance', 'not-needed', 149, 'jo', ''],
    ],
  },
  prentice: {
    decisions: [
      {
        ago: 139,
        by: 'amir',
        outcome: 'ACCEPT_WARRANT_135_1',
        urgency: 'U2',
        assessBy: -133,
        whyNow: 'Nobody let in for five weeks, no heating. Warrant granted today.',
        lessRestrictive: 'Three visits and a letter. Brother rang him: no answer.',
        risk: 'Large dog. Police to go first.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 118, 'amir', 'Dr M. Coyle, section 12'],
      ['second-doctor', 'asked', 101, 'amir', 'Own GP, answer due at {-40}'],
      ['bed', 'agreed', 64, 'amir', 'Oakridge Ward 2'],
      ['ambulance', 'agreed', 60, 'amir', '{-163}'],
      ['police', 'agreed', 112, 'amir', 'Booked {-133}'],
    ],
  },
  moreau: {
    decisions: [
      {
        ago: 160,
        by: 'amir',
        outcome: 'ACCEPT_MHAA',
        urgency: 'U2',
        assessBy: -193,
        whyNow: 'Third week without sleep, family cannot hold it another night.',
        lessRestrictive: 'Crisis team visits first at home. If a plan holds, stand down.',
        risk: 'Not known: ring the crisis team from the car.',
      },
    ],
    arranged: [['bed', 'asked', 74, 'amir', 'Female acute, in case']],
  },
  rahman: {
    powers: [{ kind: 's136', started: 580, source: 'Police log, read out' }],
    decisions: [
      {
        ago: 266,
        by: 'amir',
        outcome: 'MEDICALLY_UNFIT_DEFER',
        urgency: null,
        reviewAt: 150,
        whyNow: 'Asleep and not to be woken by the doctor’s advice.',
        lessRestrictive: '',
        risk: 'None known to staff.',
      },
      {
        ...accept,
        ago: 118,
        urgency: 'U0',
        whyNow: 'Awake and willing to talk. Thoughts of dying, no plan at home.',
        lessRestrictive: 'Crisis house has a place until the morning if he will go.',
        risk: 'None known to staff.',
        changeReason: 'Awake, fit to be interviewed.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 110, 'amir', 'Dr E. Lowther, section 12'],
      ['second-doctor', 'not-needed', 109, 'amir', ''],
      ['bed', 'asked', 40, 'amir', 'Male acute'],
      ['ambulance', 'not-yet', 39, 'amir', ''],
    ],
    out: { who: 'grace', given: 99, accepted: 95, setOff: 88, arrived: 66 },
  },
  sinclair: {
    powers: [{ kind: 's5-2', started: 238, source: 'Nurse in charge' }],
    decisions: [
      {
        ...accept,
        ago: 205,
        urgency: 'U0',
        whyNow: 'Held under section 5(2), frightened, wants to leave at once.',
        lessRestrictive: 'A side room and a known nurse did not help.',
        risk: 'Unpredictable when crowded. One voice at a time.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 190, 'amir', 'Dr A. Varga, section 12'],
      ['second-doctor', 'agreed', 183, 'amir', 'Dr S. Rao, section 12'],
      ['bed', 'agreed', 204, 'jo', 'In unit'],
      ['ambulance', 'not-needed', 204, 'jo', ''],
    ],
    out: { who: 'dan', given: 171, accepted: 167, setOff: 163, arrived: 147 },
  },
  novak: {
    decisions: [
      {
        ...accept,
        ago: 195,
        urgency: 'U1',
        whyNow: 'Medically fit, cannot stay where he is, frightened and hitting out.',
        lessRestrictive: 'Liaison team has tried for hours. Informal admission refused.',
        risk: 'Pushed a porter. Security within call.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 180, 'amir', 'Dr E. Lowther, section 12'],
      ['second-doctor', 'agreed', 166, 'amir', 'Dr M. Coyle, section 12'],
      ['bed', 'agreed', 50, 'amir', 'Oakridge Ward 2'],
      ['ambulance', 'agreed', 38, 'amir', 'Due {-33}'],
    ],
    out: {
      who: 'marcus',
      given: 111,
      accepted: 107,
      setOff: 100,
      arrived: 85,
      outcome: [
        'DETAINED_S2',
        47,
        'Two recommendations. Will not stay, cannot be kept safe otherwise. Wife consulted, agrees.',
      ],
      waits: [['ambulance', 42, null, 'Due {-33}']],
    },
  },
  gill: {
    decisions: [
      {
        ago: 170,
        by: 'amir',
        outcome: 'ACCEPT_MHAA',
        urgency: 'U2',
        whyNow: 'Four days without food, says there is no point. Daughter cannot stay the night.',
        lessRestrictive: 'Home treatment for older adults from tomorrow, if she will eat.',
        risk: 'None known to staff.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 90, 'amir', 'Dr J. Wyatt, section 12'],
      ['second-doctor', 'agreed', 71, 'amir', 'Dr Menon, own GP'],
      ['bed', 'not-yet', 70, 'amir', ''],
      ['ambulance', 'not-yet', 70, 'amir', ''],
    ],
    out: { who: 'sadia', given: 34, accepted: 29, setOff: 16 },
  },
  barrow: {
    decisions: [
      {
        ...accept,
        ago: 371,
        urgency: 'U2',
        whyNow: 'No better for five days of home treatment, drinks nothing from the tap.',
        lessRestrictive: 'Crisis team would go on if he lets them in. Brother has a key.',
        risk: 'Two to go in. Police not needed.',
      },
    ],
    arranged: [
      ['first-doctor', 'agreed', 260, 'amir', 'Dr P. Lindsell, section 12'],
      ['second-doctor', 'agreed', 241, 'amir', 'Dr Osterley, own GP'],
      ['bed', 'not-needed', 31, 'amir', ''],
      ['ambulance', 'not-needed', 31, 'amir', ''],
    ],
    out: {
      who: 'tom',
      given: 195,
      accepted: 191,
      setOff: 180,
      arrived: 158,
      outcome: [
        'NOT_DETAINED_COMMUNITY_PLAN',
        32,
        'Drank with us, agrees to the crisis team and to his brother staying. One doctor would have recommended.',
      ],
      waits: [['doctor', 150, 118, '']],
    },
  },
}
