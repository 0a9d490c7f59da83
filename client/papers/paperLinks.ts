/** The part of a record on which its doctors, hospital and forms stand, as the address names it. */
export const PAPERS = { tab: 'papers' } as const
/** What opens the form for a doctor there. */
export const ADD_DOCTOR = 'add-doctor'
/** What opens the form for the hospital there. */
export const ADD_HOSPITAL = 'add-hospital'
