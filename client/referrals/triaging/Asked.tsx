import { useState } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { toast } from '#client/ui/toast.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import type { TimelineLine } from '#shared/referrals/timeline.ts'
import {
  completeness,
  fieldsOfGroup,
  needWords,
  readAnswer,
  type AnswerRow,
} from '#shared/referrals/triaging/answers.ts'
import { answerFacts } from '#shared/referrals/triaging/contract.ts'
import { dataGroups, type DataCode, type DataGroup } from '#shared/referrals/triaging/dataset.ts'
import { ChangedMeanwhile } from '../ChangedMeanwhile.tsx'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import styles from '../referrals.module.css'
import { useCtrlEnter } from '../useCtrlEnter.ts'
import { useSeen } from '../useSeen.ts'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { AnswerField, shownAnswer, type TypedAnswer } from './AnswerField.tsx'

export interface AskedProps {
  readonly referral: ReferralDetail
  readonly answers: readonly AnswerRow[]
  readonly canAnswer: boolean
  readonly last: TimelineLine | undefined
}

const groups = Object.keys(dataGroups) as readonly DataGroup[]
type Typed = Partial<Record<DataCode, TypedAnswer>>

/** Everything a request may have to establish, a group at a time. "Not known", "not asked" and "refused" are answers. */
export function Asked({ referral, answers, canAnswer, last }: AskedProps) {
  const key = `asked.${referral.id}`
  const [typed, setTyped, forget] = useKept<Typed>(key, {})
  const [open, setOpen] = useState<DataGroup>('receipt')
  const seen = useSeen(key, referral.version)
  const { submit, fail, errors, errorIn, unsent, busy } = useSubmit(answerFacts)
  const change = (code: DataCode, answer: TypedAnswer): void => {
    seen.pin()
    setTyped({ ...typed, [code]: answer })
  }
  const given = Object.entries(typed) as readonly (readonly [DataCode, TypedAnswer])[]
  const save = async (): Promise<void> => {
    if (given.length === 0) return
    const faults = given.flatMap(([code, { how, text }]) => {
      const read = readAnswer(code, how, text)
      return read.ok ? [] : [{ field: code as string, message: read.refusal.message }]
    })
    if (faults.length > 0) return fail(faults)
    const sending = given.map(([field, { how, text }]) => ({ field, how, text: how === 'said' ? text : '' }))
    const saved = await submit({ referralId: referral.id, seenVersion: seen.version, answers: sending })
    if (!saved) return
    forget()
    seen.clear()
    toast({ words: given.length === 1 ? 'One answer saved.' : `${given.length} answers saved.`, icon: 'check' })
  }
  useCtrlEnter(() => void save())
  return (
    <div className="rec">
      <form className={`card ${styles.formCard}`} onSubmit={(event) => event.preventDefault()} noValidate>
        <h2 className="h2">What was asked</h2>
        <FormTrouble errors={errors} unsent={unsent} />
        <ChangedMeanwhile seen={seen} last={last} />
        {groups.map((group) => (
          <details key={group} open={open === group} onToggle={(event) => event.currentTarget.open && setOpen(group)}>
            <summary className="h3">{dataGroups[group].title}</summary>
            <div className={styles.groupOfAnswers}>
              {fieldsOfGroup(group).map(([code, field]) => (
                <AnswerField
                  key={code}
                  code={code}
                  field={field}
                  answer={typed[code] ?? shownAnswer(code, answers, referral)}
                  changed={typed[code] !== undefined}
                  readOnly={!canAnswer}
                  error={errorIn(code)}
                  onChange={(answer) => change(code, answer)}
                />
              ))}
            </div>
          </details>
        ))}
        {canAnswer && (
          <div className={styles.buttons}>
            <Button kind="p" kbd="Ctrl+Enter" busy={busy} onClick={() => void save()}>
              {given.length === 0
                ? 'Save answers'
                : `Save ${given.length} ${given.length === 1 ? 'answer' : 'answers'}`}
            </Button>
          </div>
        )}
      </form>
      <StillToAsk referral={referral} answers={answers} onGo={setOpen} />
    </div>
  )
}

interface StillToAskProps extends Pick<AskedProps, 'referral' | 'answers'> {
  readonly onGo: (group: DataGroup) => void
}

/** How complete the request is, by when each fact is needed. Nothing here blocks anything. */
function StillToAsk({ referral, answers, onGo }: StillToAskProps) {
  const groupOf = (code: DataCode): DataGroup => groups.find((group) => code in dataGroups[group].fields) ?? 'receipt'
  return (
    <Card title="Still to ask">
      {completeness(answers, { ...referral }).map(({ need, asked, of, missing }) => (
        <section key={need} aria-label={needWords[need]}>
          <h3 className="h3">
            {needWords[need]}: {asked} of {of}
          </h3>
          {missing.length === 0 ? (
            <EmptyState title="Everything has been asked" />
          ) : (
            <p className="small">
              {missing.map(({ code, label }, index) => (
                <span key={code}>
                  {index > 0 && ' · '}
                  <Button kind="q" size="sm" onClick={() => onGo(groupOf(code))}>
                    {label}
                  </Button>
                </span>
              ))}
            </p>
          )}
        </section>
      ))}
    </Card>
  )
}
