import type { SentTo } from '#shared/kernel/command.ts'
import type { addAmhp } from '#shared/register/contract.ts'
import type { TestService } from '#tests/harness/service.ts'

/** An entry of the register that nothing is wrong with. @example anAmhp(service, { name: 'Ewa Kowalska' }) */
export const anAmhp = (
  service: TestService,
  changes: Partial<SentTo<typeof addAmhp>> = {},
): SentTo<typeof addAmhp> => ({
  name: 'Ewa Kowalska',
  phone: '07700 900 117',
  profession: 'social-worker',
  approvingCouncilId: service.councilId,
  approvedOn: '2024-03-01',
  approvalEndsOn: '2029-02-28',
  actingForCouncilIds: [service.councilId],
  employerId: service.employerId,
  contract: 'dedicated',
  contractedMinutesPerWeek: 2220,
  homeTeam: 'AMHP team',
  baseId: service.baseId,
  needsBuddy: false,
  gender: 'woman',
  languages: ['Polish'],
  skills: ['older-people'],
  conditions: { codes: [], words: '' },
  ...changes,
})
