import { useAsking } from '#client/kernel/asking.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Select, TextArea, TextField } from '#client/ui/Field.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { useTaking } from '#client/ui/takeAway.ts'
import { toast } from '#client/ui/toast.ts'
import { recordPrinted } from '#shared/audit/contract.ts'
import type { ReferralRecord } from '#shared/referrals/record.ts'
import { finishTask, keepLetter, letterSent, type DeskFile } from '#shared/referrals/triaging/contract.ts'
import {
  letterKinds,
  letterKindCodes,
  lettersFor,
  letterText,
  sentWayCodes,
  sentWays,
  type LetterKind,
  type LetterRow,
} from '#shared/referrals/triaging/letters.ts'
import { taskFacts, type TaskRow } from '#shared/referrals/triaging/tasks.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { FormTrouble } from '#client/ui/FormTrouble.tsx'
import { ReasonDialog } from '#client/ui/ReasonDialog.tsx'
import styles from '../referrals.module.css'
import { useSubmit } from '#client/ui/useSubmit.ts'

export interface LettersProps {
  readonly record: ReferralRecord
  readonly file: Pick<DeskFile, 'letters' | 'tasks'>
  readonly canWrite: boolean
  readonly now: Instant
}

/** What followed from the decision: duties to be done, and letters that people read, finish and send. The hub sends nothing. */
export function Letters({ record, file, canWrite, now }: LettersProps) {
  const suggested = lettersFor({
    referral: record.referral,
    decision: record.decisions.at(-1) ?? null,
    ...(record.calls && { calls: record.calls }),
  })
  const [writing, setWriting] = useAsking<LetterRow | LetterKind>(`letter.${record.referral.id}`)
  const kind = typeof writing === 'string' ? writing : (writing?.kind ?? null)
  return (
    <div className="stack">
      <Tasks tasks={file.tasks} canWrite={canWrite} now={now} />
      {canWrite && (
        <Card title="Write a letter or message">
          <div className={styles.form}>
            <p className="muted">
              Drafted from the decision, in plain text. Read it, finish it, then copy or print it: the hub sends
              nothing.
            </p>
            <div className={styles.buttons}>
              {[...suggested, ...letterKindCodes.filter((code) => !suggested.includes(code))].map((code) => (
                <Button key={code} size="sm" kind={suggested[0] === code ? 'p' : 's'} onClick={() => setWriting(code)}>
                  {letterKinds[code]}
                </Button>
              ))}
            </div>
          </div>
        </Card>
      )}
      {kind !== null && (
        <Writing
          key={typeof writing === 'string' ? writing : writing?.id}
          record={record}
          kind={kind}
          letter={typeof writing === 'string' ? null : writing}
          onDone={() => setWriting(null)}
        />
      )}
      {file.letters.length > 0 && (
        <Card title="Letters">
          <ul className={styles.calls}>
            {file.letters.map((letter) => (
              <li key={letter.id}>
                <Written
                  letter={letter}
                  record={record}
                  canWrite={canWrite}
                  now={now}
                  onOpen={() => setWriting(letter)}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

function Tasks({
  tasks,
  canWrite,
  now,
}: {
  readonly tasks: readonly TaskRow[]
  readonly canWrite: boolean
  readonly now: Instant
}) {
  const [finishing, setFinishing] = useAsking<TaskRow>(`task.${tasks[0]?.id ?? ''}`)
  const submitting = useSubmit(finishTask)
  if (tasks.length === 0) return null
  const today = londonDayOf(now)
  return (
    <Card title="Duties that followed">
      <ul className={styles.calls}>
        {tasks.map((task) => (
          <li key={task.id}>
            <b>{taskFacts(task.kind).words}</b>{' '}
            {task.doneAt === null ? (
              <Tag tone={task.dueAt <= now ? 'warn' : undefined}>
                Local target: before {formatInstant(task.dueAt, today)}
              </Tag>
            ) : (
              <Tag tone="done" icon="check">
                Done {formatInstant(task.doneAt, today)}, {task.doneByName}: {task.doneNote}
              </Tag>
            )}
            <div className="small muted">
              {taskFacts(task.kind).source}. {taskFacts(task.kind).timing}.
            </div>
            {task.doneAt === null && canWrite && (
              <Button size="sm" onClick={() => setFinishing(task)}>
                {task.kind === 'detention-record' ? 'Say why not' : 'It is done'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {finishing && (
        <ReasonDialog
          keptAs={`task.${finishing.id}`}
          title={taskFacts(finishing.kind).words}
          label={finishing.kind === 'detention-record' ? 'Why it stays as it is' : 'What was done, and when'}
          press="Record it"
          submitting={submitting}
          onGiven={(note) => submitting.tried({ taskId: finishing.id, note })}
          onClose={() => setFinishing(null)}
        />
      )}
    </Card>
  )
}

interface WritingProps {
  readonly record: ReferralRecord
  readonly kind: LetterKind
  readonly letter: LetterRow | null
  readonly onDone: () => void
}

function Writing({ record, kind, letter, onDone }: WritingProps) {
  const { person, service } = useSession()
  const { referral, decisions } = record
  const parts = {
    referral,
    decision: decisions.at(-1) ?? null,
    council: { name: service.councilName, hubPhone: service.hubPhone },
    signer: person.name,
  }
  const first = {
    addressee: letter?.addressee ?? referral.callerName,
    text: letter?.text ?? letterText(kind, parts, nowInstant()),
  }
  const [values, setValues, forget] = useKept(`letter.${letter?.id ?? `${referral.id}.${kind}`}`, first)
  const { submit, errors, errorIn, unsent, busy } = useSubmit(keepLetter)
  const save = async (): Promise<void> => {
    const kept = await submit({ referralId: referral.id, letterId: letter?.id ?? null, kind, ...values })
    if (!kept) return
    forget()
    toast({ words: 'The letter is kept.', detail: 'Copy or print it, then say that it was sent.' })
    onDone()
  }
  return (
    <Card title={letterKinds[kind]}>
      <FormTrouble errors={errors} unsent={unsent} />
      <TextField
        id="addressee"
        label="To"
        value={values.addressee}
        error={errorIn('addressee')}
        onChange={(event) => setValues({ ...values, addressee: event.target.value })}
      />
      <TextArea
        id="text"
        label="Text"
        hint="What stands between [brackets] a person still has to write"
        rows={14}
        value={values.text}
        error={errorIn('text')}
        onChange={(event) => setValues({ ...values, text: event.target.value })}
      />
      <div className={styles.buttons}>
        <Button kind="p" busy={busy} onClick={() => void save()}>
          Keep the letter
        </Button>
        <Button kind="q" onClick={onDone}>
          Leave for now
        </Button>
      </div>
    </Card>
  )
}

interface WrittenProps {
  readonly letter: LetterRow
  readonly record: ReferralRecord
  readonly canWrite: boolean
  readonly now: Instant
  readonly onOpen: () => void
}

function Written({ letter, record, canWrite, now, onOpen }: WrittenProps) {
  const { take, busy } = useTaking(recordPrinted)
  const { submit: _, tried, errors, unsent, busy: sending } = useSubmit(letterSent)
  const today = londonDayOf(now)
  const copy = (): void =>
    take({ referralId: record.referral.id, how: 'copy' }, async () => {
      await navigator.clipboard.writeText(letter.text)
      toast({ words: 'Copied.', detail: 'Clear the clipboard on a shared computer.' })
    })
  return (
    <>
      <div>
        <b>{letterKinds[letter.kind]}</b>
        {letter.addressee && `, to ${letter.addressee}`}
      </div>
      <p className={styles.narrative}>{letter.text}</p>
      <div className="small muted">
        {letter.keptByName}, {formatInstant(letter.keptAt, today)}
        {letter.sentAt &&
          letter.sentHow &&
          `. ${sentWays[letter.sentHow]}, ${formatInstant(letter.sentAt, today)}, ${letter.sentByName ?? ''}`}
      </div>
      <FormTrouble errors={errors} unsent={unsent} />
      <div className={styles.buttons}>
        <Button size="sm" busy={busy} onClick={copy}>
          Copy
        </Button>
        {canWrite && letter.sentAt === null && (
          <>
            <Button size="sm" onClick={onOpen}>
              Go on writing
            </Button>
            <Select
              label="It was sent"
              hideLabel
              empty="It was sent…"
              disabled={sending}
              options={sentWayCodes.map((code) => ({ value: code, label: sentWays[code] }))}
              value=""
              onChange={(event) => {
                const how = sentWayCodes.find((code) => code === event.target.value)
                if (how) void tried({ letterId: letter.id, how, sentAt: nowInstant() })
              }}
            />
          </>
        )}
      </div>
    </>
  )
}
