import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextArea, TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { changeReferral } from '#shared/referrals/contract.ts'
import { detailsFormOf, readDetails, type DetailsField, type DetailsValues } from '#shared/referrals/detailsForm.ts'
import { fieldNames } from '#shared/referrals/fieldWords.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { riskAnswerCodes, riskAnswers } from '#shared/referrals/referral.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import { BothChoices, type TwoSided } from './BothChoices.tsx'
import { statutoryPerson } from '#shared/referrals/law/terms.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { ChangedMeanwhile } from './ChangedMeanwhile.tsx'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import styles from './referrals.module.css'
import { useCtrlEnter } from './useCtrlEnter.ts'
import { useSeen } from './useSeen.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { BirthReading } from './WhoItIsAbout.tsx'
import { LANGUAGE_LIST, LanguageList } from './LanguageList.tsx'

export interface ChangeFactsProps {
  readonly referral: ReferralDetail
  readonly last: TimelineLine | undefined
  readonly onDone: () => void
}

/** Adds what could wait until after the call, and corrects what was said. Who changed which fact, and when, stays on the timeline. */
export function ChangeFacts({ referral, last, onDone }: ChangeFactsProps) {
  const now = useNow(15_000)
  const key = `details.${referral.id}`
  const [typed, setTyped, forget] = useKept<Partial<DetailsValues>>(key, {})
  const seen = useSeen(key, referral.version)
  const { submit, fail, errors, errorIn, unsent, busy } = useSubmit(changeReferral)
  const recorded = detailsFormOf(referral)
  const values: DetailsValues = { ...recorded, ...typed }
  const [base, setBase, forgetBase] = useKept<DetailsValues>(`${key}.base`, recorded)
  const choices = twoSided(typed, base, recorded)
  useFocusFromAddress()

  const change = (changes: Partial<DetailsValues>): void => {
    if (Object.keys(typed).length === 0) setBase(recorded)
    seen.pin()
    setTyped({ ...typed, ...changes })
  }
  const close = (): void => {
    forget()
    forgetBase()
    seen.clear()
    onDone()
  }
  const save = async (): Promise<void> => {
    if (choices.length > 0) return fail([{ message: 'Two of you changed the same thing. Choose which stands, below.' }])
    const read = readDetails(values, referral, now)
    if (!read.ok) return fail(read.refusal)
    if (Object.keys(read.value).length === 0) return close()
    const saved = await submit({ referralId: referral.id, seenVersion: seen.version, changes: read.value })
    if (!saved) return
    toast({ words: 'Details changed.' })
    close()
  }
  useCtrlEnter(() => void save())
  const box = (field: DetailsField) => ({
    id: field,
    value: values[field],
    error: errorIn(field) ?? errorIn(`changes.${field}`),
    onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
  })
  return (
    <form className={`card ${styles.formCard}`} onSubmit={(event) => event.preventDefault()} noValidate>
      <h2 className="h2">Change details</h2>
      <FormTrouble errors={errors} unsent={unsent} />
      <ChangedMeanwhile seen={seen} last={last}>
        {choices.length > 0 && (
          <BothChoices
            choices={choices}
            who={(last?.by ?? '').split(/[ ·]/)[0] || 'a colleague'}
            onTheirs={(field) => setTyped(Object.fromEntries(Object.entries(typed).filter(([name]) => name !== field)))}
            onMine={(field) => setBase({ ...base, [field]: recorded[field] })}
          />
        )}
      </ChangedMeanwhile>
      <Boxes box={box} values={values} change={change} now={now} />
      <div className={styles.buttons}>
        <Button kind="p" kbd="Ctrl+Enter" busy={busy} onClick={() => void save()}>
          Save changes
        </Button>
        <Button kind="q" onClick={close}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** What was typed here and changed by somebody else since the typing began: neither is written over the other unseen. */
function twoSided(
  typed: Partial<DetailsValues>,
  base: DetailsValues,
  recorded: DetailsValues,
): readonly TwoSided<DetailsField>[] {
  return (Object.keys(typed) as DetailsField[]).flatMap((field) => {
    const mine = typed[field] ?? ''
    if (recorded[field] === base[field] || recorded[field] === mine) return []
    const what = fieldNames[field === 'birth' ? 'bornOn' : field]
    return [{ field, what, theirs: shownValue(field, recorded[field]), mine: shownValue(field, mine) }]
  })
}

const shownValue = (field: DetailsField, value: string): string =>
  field === 'riskToStaff' ? (riskAnswers[value as keyof typeof riskAnswers] ?? value) : value

interface BoxesProps {
  readonly box: (field: DetailsField) => {
    readonly id: string
    readonly value: string
    readonly error: string | undefined
    readonly onChange: (event: { readonly target: { readonly value: string } }) => void
  }
  readonly values: DetailsValues
  readonly change: (changes: Partial<DetailsValues>) => void
  readonly now: Parameters<typeof BirthReading>[0]['now']
}

function Boxes({ box, values, change, now }: BoxesProps) {
  const risk = riskAnswerCodes.find((code) => code === values.riskToStaff) ?? null
  return (
    <>
      <div className="row">
        <TextField {...box('lastName')} label="Last name" width="m" spellCheck={false} />
        <TextField {...box('firstName')} label="First name" width="m" spellCheck={false} />
        <TextField {...box('birth')} label="Date of birth or age" width="m" />
      </div>
      <BirthReading typed={values.birth} now={now} />
      <div className="row">
        <TextField {...box('nhsNumber')} label="NHS number" width="m" inputMode="numeric" />
        <TextField {...box('gender')} label="Gender" width="m" />
      </div>
      <div className="row">
        <TextField {...box('callerName')} label="Who is calling" width="l" />
        <TextField {...box('callerPhone')} label="Call back on" width="m" inputMode="tel" />
      </div>
      <TextField {...box('place')} label="Where they are now" />
      <TextField {...box('wayIn')} label="Way in" hint="Parking, keys, who lets you in" />
      <TextArea {...box('happening')} label="What is happening" rows={5} />
      <RadioChips
        id="riskToStaff"
        label="Risk to staff who visit"
        options={riskAnswerCodes.map((code) => ({ value: code, label: riskAnswers[code] }))}
        value={risk}
        onChange={(riskToStaff) => change({ riskToStaff })}
      />
      <TextField {...box('riskDetail')} label="What to know before the door" />
      <TextField {...box('personPhone')} label="Their telephone" width="m" inputMode="tel" />
      <TextArea {...box('homeAddress')} label="Home" rows={2} />
      <TextArea
        {...box('nearestRelative')}
        label={statutoryPerson(londonDayOf(now)).Name}
        hint="Name, how related, telephone, what they have been told"
        rows={2}
      />
      <div className="row">
        <TextField {...box('interpreter')} label="Interpreter" hint="Language, or BSL" width="l" list={LANGUAGE_LIST} />
        <LanguageList />
        <TextField {...box('asksFor')} label="Asks for" hint="Like “Asks for a woman AMHP”" width="l" />
      </div>
    </>
  )
}

/** A link beside a fact leads to its box. */
function useFocusFromAddress(): void {
  const field = useLocation({ select: ({ hash }) => hash })
  useEffect(() => {
    if (field === '') return
    const timer = setTimeout(() => document.getElementById(field)?.focus())
    return () => clearTimeout(timer)
  }, [field])
}
