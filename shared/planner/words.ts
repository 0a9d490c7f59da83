export type PlannerRefusal =
  | { readonly code: 'plan-job-not-found' }
  | { readonly code: 'not-a-monday'; readonly field: 'firstDay' }
  | { readonly code: 'nothing-to-fill'; readonly field: 'needs' }
  | { readonly code: 'nobody-to-plan'; readonly field: 'needs' }
  | { readonly code: 'too-little-history'; readonly jobs: number }
  | { readonly code: 'no-shifts-tried'; readonly field: 'weekdays' }
  | { readonly code: 'already-over' }
  | { readonly code: 'not-a-filled-rota' }
  | { readonly code: 'one-at-a-time' }

export function plannerWords(refusal: PlannerRefusal): string {
  switch (refusal.code) {
    case 'plan-job-not-found':
      return 'That plan is not in this service. Open the list again.'
    case 'not-a-monday':
      return 'A rota is filled by whole weeks. Choose a Monday.'
    case 'nothing-to-fill':
      return 'Say for at least one shift how many people it needs.'
    case 'nobody-to-plan':
      return 'Nobody in this service can be put on these shifts. Look at the register and at the shift templates.'
    case 'too-little-history':
      return `The log has ${refusal.jobs} finished jobs in whole weeks. At least 40 are needed before a simulation says anything.`
    case 'no-shifts-tried':
      return 'Put at least one person on a shift on weekdays.'
    case 'already-over':
      return 'This has ended already. Its result is below.'
    case 'not-a-filled-rota':
      return 'There is no filled rota in this plan to put into the draft.'
    case 'one-at-a-time':
      return 'Another plan of this service is still being worked out. Wait for it, or stop it first.'
  }
}
