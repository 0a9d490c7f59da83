import type { PowerKind } from './clockRules.ts'

/** What to ask for the start of each power, and the mistake to keep people from. */
export const startQuestions: Record<
  PowerKind,
  { readonly label: string; readonly hint: string; readonly chip: string }
> = {
  s136: { label: 'Arrived at place of safety', hint: 'Not when first detained', chip: 'Taken to a place of safety' },
  's136-kept': {
    label: 'Police decided to keep them there',
    hint: 'Not when they came in',
    chip: 'Was there already, and kept',
  },
  s135: {
    label: 'Arrived at place of safety',
    hint: 'Not when the warrant was issued',
    chip: 'Taken to a place of safety',
  },
  's135-kept': {
    label: 'Police first entered the premises',
    hint: 'Not when the warrant was issued',
    chip: 'Kept at the premises',
  },
  's5-4': { label: 'Nurse’s written record', hint: 'When it was made', chip: 'Nurse’s holding power' },
  's5-2': {
    label: 'Report given to the hospital managers',
    hint: 'After section 5(4), when the nurse made the record',
    chip: 'Doctor’s holding power',
  },
  s4: { label: 'Admitted under section 4', hint: 'Not when the form was signed', chip: 'Emergency admission' },
  'cto-recall': {
    label: 'Detention in hospital began',
    hint: 'Not when the notice was sent',
    chip: 'Recalled to hospital',
  },
}
