import { Checkbox, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { correctPower } from '#shared/referrals/contract.ts'
import { momentInFull } from '#shared/referrals/limitWords.ts'
import { blankExtension, ExtensionFields, readExtension, type TypedExtension } from './ExtendForm.tsx'
import { LawForm, useLawForm } from './LawForm.tsx'
import type { PowerFormProps } from './StartForm.tsx'

interface Typed extends TypedExtension {
  readonly none: boolean
  readonly correctionReason: string
}

/** Puts an extension right that was recorded wrongly, or takes back one that nobody gave: what stood there is kept, with the reason. */
export function CorrectExtensionForm({ record: { referral }, power, last, onDone, now }: PowerFormProps) {
  const form = useLawForm<typeof correctPower, Typed>(correctPower, {
    key: `extension.${power.id}`,
    version: referral.version,
    blank: { ...blankExtension(power.extension), none: false, correctionReason: '' },
    onDone,
  })
  const { typed, change, seen, close, submit, fail, errorIn } = form
  const save = async (): Promise<void> => {
    const read = readExtension(typed, power, now)
    const found = [
      ...(typed.none || read.ok ? [] : read.refusal),
      ...(typed.correctionReason.trim() === '' ? [{ field: 'correctionReason', message: 'Say why it changes' }] : []),
    ]
    if (found.length > 0) return fail(found)
    const extension = typed.none || !read.ok ? null : read.value
    const on = { referralId: referral.id, powerId: power.id, seenVersion: seen.version }
    const saved = await submit({ ...on, extension, correctionReason: typed.correctionReason.trim() })
    if (!saved) return
    const limit = saved.limitAt === null ? '' : ` The limit is now ${momentInFull(saved.limitAt)}.`
    toast({ words: `Put right. What stood there is kept.${limit}` })
    close()
  }
  return (
    <LawForm form={form} last={last} press="Put the extension right" onSave={save}>
      <Checkbox
        label="No extension was given: it was recorded in error"
        checked={typed.none}
        onChange={(event) => change({ none: event.target.checked })}
      />
      {!typed.none && <ExtensionFields {...{ typed, change, errorIn, power, referral, now }} />}
      <TextField
        id="correctionReason"
        label="Why it changes"
        hint="Both stay on the record"
        value={typed.correctionReason}
        error={errorIn('correctionReason')}
        onChange={(event) => change({ correctionReason: event.target.value })}
      />
    </LawForm>
  )
}
