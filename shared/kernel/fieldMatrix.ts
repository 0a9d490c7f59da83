import type { Role } from './permission.ts'

/** How grave it is that a field of an answer is seen: the classes of the data map, without the secrets that no answer holds. */
export const fieldClassWords = {
  public: 'References, stages, clocks, the service’s own lists',
  staff: 'Colleagues: names, roles, telephones, shifts, TOIL',
  personal: 'Who somebody is: name, birth, NHS number, address, callers, relatives',
  special: 'Their crisis: what is happening, risk, decisions, powers, outcomes',
  restricted: 'Who is kept out of which record and why; who opened what with a reason',
} as const
export type AnswerClass = keyof typeof fieldClassWords
export const answerClasses = Object.keys(fieldClassWords) as AnswerClass[]

/**
 * How a role sees fields of a class: `whole` of everybody of the service; `own` of their own work only, of others `initials` and area
 * with the clock; `initials` of everybody; `hidden`. A restricted record is a stub for whoever it is closed to, whatever stands here.
 */
export const waysOfSeeing = {
  whole: 'Whole',
  own: 'Own work whole, others’ initials and area',
  initials: 'Initials and area',
  hidden: 'Hidden',
} as const
export type WayOfSeeing = keyof typeof waysOfSeeing

/**
 * Role × field class: the third side of the matrix. Row-level security keeps it (`hub.work_out_sight`, held to the rule of sight by a
 * test); this is how it is said to people, on the page of who may do what.
 *
 * @example fieldMatrix.manager.special // 'hidden': TOIL and late working without clinical text
 */
export const fieldMatrix: Record<Role, Record<AnswerClass, WayOfSeeing>> = {
  'practice-consultant': { public: 'whole', staff: 'whole', personal: 'whole', special: 'whole', restricted: 'whole' },
  amhp: { public: 'whole', staff: 'whole', personal: 'own', special: 'own', restricted: 'own' },
  trainee: { public: 'whole', staff: 'whole', personal: 'own', special: 'own', restricted: 'hidden' },
  manager: { public: 'whole', staff: 'whole', personal: 'initials', special: 'hidden', restricted: 'hidden' },
  'amhp-lead': { public: 'whole', staff: 'whole', personal: 'whole', special: 'whole', restricted: 'whole' },
  edt: { public: 'whole', staff: 'whole', personal: 'whole', special: 'whole', restricted: 'own' },
  admin: { public: 'whole', staff: 'whole', personal: 'hidden', special: 'hidden', restricted: 'hidden' },
  auditor: { public: 'whole', staff: 'whole', personal: 'hidden', special: 'hidden', restricted: 'whole' },
}
