import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import type { InputOf } from '#shared/kernel/command.ts'
import { readAnswer, type AnswerHow, type AnswerRefusal } from '#shared/referrals/triaging/answers.ts'
import { answerFacts } from '#shared/referrals/triaging/contract.ts'
import { dataFields, type DataCode } from '#shared/referrals/triaging/dataset.ts'
import { referralAnswers } from '#db/schema/triaging.ts'
import { effect, handle, type Context } from '#server/kernel/handle.ts'
import { openReferral } from '../openReferral.ts'
import { saveChanges, type Kept } from '../store.ts'

interface Read {
  readonly field: DataCode
  readonly how: AnswerHow
  readonly text: string
}

type Given = InputOf<typeof answerFacts>['answers']

export const answer = handle(answerFacts, {
  needs: 'take referrals',
  async run({ referralId, seenVersion, answers }, context) {
    const read = readAll(answers)
    if (!read.ok) return read
    const held = await openReferral(context, { referralId, seenVersion })
    if (!held.ok) return held
    const onReferral = read.value.filter(({ field }) => dataFields[field].onReferral === true)
    const beside = read.value.filter(({ field, how }) => dataFields[field].onReferral !== true || how !== 'said')
    const version = await saveChanges(context, held.value, columnsOf(onReferral))
    await saveAnswers(context, held.value, beside)
    const fields = [...new Set(read.value.map(({ field }) => field))]
    return effect({ version }, { type: 'facts-answered', referralId, data: { fields } })
  },
})

function readAll(given: Given): Outcome<readonly Read[], AnswerRefusal> {
  const read: Read[] = []
  for (const { field, how, text } of given) {
    const one = readAnswer(field, how, text)
    if (!one.ok) return refuse(one.refusal)
    read.push({ field, ...one.value })
  }
  return done(read)
}

/** A fact that the referral itself holds is written there; that it is not known leaves it empty. */
const columnsOf = (read: readonly Read[]): Partial<Kept> =>
  Object.fromEntries(read.map(({ field, how, text }) => [field, how === 'said' ? text : '']))

async function saveAnswers({ db, actor, now }: Context, { id }: Kept, read: readonly Read[]): Promise<void> {
  for (const { field, how, text } of read) {
    const set = { how, text, answeredBy: actor.personId, answeredAt: now }
    await db
      .insert(referralAnswers)
      .values({ ...set, field, serviceId: actor.serviceId, referralId: id })
      .onConflictDoUpdate({
        target: [referralAnswers.serviceId, referralAnswers.referralId, referralAnswers.field],
        set,
      })
  }
}
