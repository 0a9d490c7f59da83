import type { ArrangementKind, ArrangementState } from './record.ts'

/** Whom a referral waits for, in the order in which they are asked. */
export const arrangementNames: Record<ArrangementKind, string> = {
  'first-doctor': 'Doctor',
  'second-doctor': 'Second doctor',
  bed: 'Bed',
  ambulance: 'Ambulance',
  police: 'Police',
  interpreter: 'Interpreter',
}

/** Where an arrangement stands. */
export const arrangementStateNames: Record<ArrangementState, string> = {
  'not-yet': 'Not yet',
  asked: 'Asked',
  agreed: 'Agreed',
  trouble: 'Trouble',
  'not-needed': 'Not needed',
}
