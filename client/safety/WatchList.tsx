import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { HeldItem, SaidLine } from '#client/ui/HeldItem.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import type { SaidOfRow, useStillRows } from '#client/ui/useStillRows.ts'
import { answerWatch, type WatchRow, type Watches } from '#shared/safety/contract.ts'
import { HOME_MINUTES } from '#shared/safety/ladder.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { clockTimeOf } from '#shared/time/london.ts'
import { lineWords, openRows } from './folding.ts'
import { headOf, watchToldWords } from './watchRowWords.ts'
import { WatchDeeds, type DeedsProps } from './WatchDeeds.tsx'
import { deedWords, isMissed } from './watchNews.ts'

interface WatchListProps {
  readonly still: ReturnType<typeof useStillRows<WatchRow>>
  readonly given: Watches
  readonly isToSee: (row: WatchRow) => boolean
  readonly onDone: () => void
}

/** Whatever changes of a row when somebody is late anew: what was said of it then no longer stands in its place. */
const stateOf = ({ backBy, helpAt, rung }: WatchRow): string => `${backBy} ${helpAt} ${rung}`

/** Those who are out, each in its place. @see useStillRows */
export function WatchList({ still, given, isToSee, onDone }: WatchListProps) {
  const [pressed, setPressed] = useState<ReadonlyMap<string, boolean>>(new Map())
  const { undo } = useTakingBack(still, onDone)
  const open = openRows(
    still.shown.map(({ row }) => row),
    pressed,
  )
  const saidOf = (row: WatchRow, gone: boolean): SaidOfRow<WatchRow> | undefined => {
    const said = still.said.get(row.id)
    return said && (gone || !isToSee(row) || stateOf(row) === stateOf(said.row)) ? said : undefined
  }
  const said = (row: WatchRow, what: 'spoken' | 'home'): void =>
    still.say(row, saidWords(row, what), row.helpAt === null ? () => void undo(row, what) : undefined)
  return (
    <ul>
      {still.shown.map(({ row, gone }) => {
        const line = saidOf(row, gone)
        return (
          <HeldItem key={row.id} quiet={gone || line !== undefined}>
            {line !== undefined ? (
              <SaidLine whose={row.personName} undo={line.undo}>
                {line.words}
              </SaidLine>
            ) : gone ? (
              <p className="said-line">{row.personName}: no longer late, or answered by a colleague.</p>
            ) : (
              <OneWatch
                {...{ row, given, onDone }}
                onSaid={(what) => said(row, what)}
                isOpen={open.has(row.id)}
                onOpen={(next) => setPressed((before) => new Map(before).set(row.id, next))}
              />
            )}
          </HeldItem>
        )
      })}
    </ul>
  )
}

function saidWords({ personName }: WatchRow, what: 'spoken' | 'home') {
  const again = clockTimeOf(addMinutes(nowInstant(), HOME_MINUTES))
  return (
    <>
      <b>{personName}:</b>{' '}
      {what === 'spoken'
        ? `you said that you have spoken to them. They are asked again at ${again}.`
        : 'you said that they are home. Nobody looks for them now.'}
    </>
  )
}

/** Takes back what was said of somebody by a slip: they are looked for as before. */
function useTakingBack(still: WatchListProps['still'], onDone: () => void) {
  const taking = useSend(answerWatch)
  const undo = async ({ id, personName, backBy, seenAt }: WatchRow, what: 'spoken' | 'home'): Promise<void> => {
    try {
      const before = what === 'spoken' ? { backBy, seenAt } : null
      const sent = await taking.mutateAsync({ watchId: id, what: 'taken-back', backBy: null, before })
      toast({ words: sent.ok ? `${personName} is looked for as before.` : sent.refusal.message })
      still.unsay(id)
      onDone()
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      toast({ words: fault.message })
    }
  }
  return { undo }
}

interface OneWatchProps extends DeedsProps {
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
}

/** Its minutes run, so it is no live region: what is news of it is read out once, at each rung (`useWatchNews`). */
function OneWatch({ isOpen, onOpen, ...deeds }: OneWatchProps) {
  const { row, given } = deeds
  const now = useNow(60_000)
  const late = isMissed(row)
  const tone = row.helpAt !== null || row.rung === 'police' ? 'breach' : late ? 'warn' : 'info'
  const fold =
    row.helpAt === null ? (
      <Button size="sm" kind={isOpen ? 'q' : 's'} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
        {isOpen ? 'Fold' : 'Answer'}
        <span className="vh">: {row.personName}</span>
      </Button>
    ) : undefined
  return (
    <div className={isOpen ? undefined : 'watch-line'} data-help={row.helpAt !== null || undefined}>
      <Notice tone={tone} action={fold}>
        {isOpen ? (
          <>
            <b>{headOf(row, now)}</b> {watchToldWords(row, given, now)} {deedWords(row)}{' '}
            {row.phone !== '' && row.helpHow !== 'quiet' && <a href={telOf(row.phone)}>{row.phone}</a>}
            <WatchDeeds {...deeds} />
          </>
        ) : (
          <b>{lineWords(row, now)}</b>
        )}
      </Notice>
    </div>
  )
}
