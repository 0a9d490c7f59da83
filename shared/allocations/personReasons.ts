import type { Candidate, Compared, JobToAllocate } from './candidates.ts'
import type { Reason } from './reasons.ts'
import { experienceFor, speaks } from './weighing.ts'

/** What they have of the experience that is wanted speaks for them; what they lack is said, and weighs nothing. */
function skillReasons(person: Candidate, job: JobToAllocate): readonly (Reason | null)[] {
  const has = experienceFor(person, job)
  const lacks = (job.asksFor.skills ?? []).filter((skill) => !has.includes(skill))
  return [
    has.length > 0 ? { weighs: 'for', code: 'experienced', skills: has } : null,
    lacks.length > 0 ? { weighs: 'neutral', code: 'not-experienced', skills: lacks } : null,
  ]
}

/**
 * What speaks for or against somebody whatever the way there: what the person asks for, experience, TOIL, time left, a buddy, having met.
 *
 * @example personReasons(person, job, compared).filter((one) => one !== null)
 */
export function personReasons(person: Candidate, job: JobToAllocate, compared: Compared): readonly (Reason | null)[] {
  const { gender, language } = job.asksFor
  const met: Reason = person.assessedBefore
    ? { weighs: 'for', code: 'knows-person' }
    : { weighs: 'neutral', code: 'not-met-before' }
  return [
    gender === null
      ? null
      : person.gender === gender
        ? { weighs: 'for', code: 'gender-asked-for', gender }
        : { weighs: 'against', code: 'not-gender-asked-for', gender },
    language !== null && speaks(person, job) ? { weighs: 'for', code: 'speaks', language } : null,
    ...skillReasons(person, job),
    person.toilBalance === compared.lowestToil
      ? { weighs: 'for', code: 'lowest-toil', balance: person.toilBalance }
      : null,
    person.shift?.end === compared.longestShiftEnd ? { weighs: 'for', code: 'longest-left' } : null,
    person.newlyApproved && job.buddyIfNew ? { weighs: 'against', code: 'needs-buddy' } : null,
    compared.somebodyKnowsPerson || person.assessedBefore ? met : null,
  ]
}
