import './pack.css'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Bars } from '#client/ui/Bars.tsx'
import { Button } from '#client/ui/Button.tsx'
import { HeatMap } from '#client/ui/HeatMap.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { usePrinting } from '#client/ui/takeAway.ts'
import { Trend } from '#client/ui/Trend.tsx'
import { figuresTaken } from '#shared/audit/contract.ts'
import { packId as packIdOf } from '#shared/kernel/ids.ts'
import { madeWords, type PackContent } from '#shared/reports/pack.ts'
import { packAgain, type Pack } from '#shared/reports/packContract.ts'
import { formatDate } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { beganWords } from '#shared/rota/operatingModels.ts'
import { levelsOf, markAt, monthName, monthsShown, partWords } from './beforeAfterPoints.ts'
import { dayOfWeek, hourWords, inHours } from './reportWords.ts'

const route = getRouteApi('/reports/packs/$packId')
const colours = { partner: 1, ours: 4, neither: 5 } as const

/** A committee’s sheet: one A4, as it was made. */
export function PackPage() {
  const { packId } = route.useParams()
  const pack = useAnswer(packAgain, { packId: packIdOf.parse(packId) })
  return (
    <div className="wrap pack-wrap">
      <Answered of={pack}>{(made) => made && <Sheet pack={made} />}</Answered>
    </div>
  )
}

function Sheet({ pack }: { readonly pack: Pack }) {
  const printing = usePrinting(figuresTaken, { how: 'print' })
  const { content, madeAt } = pack
  return (
    <>
      <div className="pack-bar no-print">
        <Notice tone={pack.same ? 'done' : 'warn'}>
          {pack.same
            ? 'Frozen. Made again now, the same figures come out.'
            : 'Frozen. Made again now, some figures differ: claims, jobs or the ledger have changed since.'}
        </Notice>
        <Button kind="p" icon="print" busy={printing.busy} onClick={printing.print}>
          Print
        </Button>
      </div>
      <article className="pack">
        <div className="pack-mast">
          <span>
            <b>{content.councilName}</b> · {content.serviceName}
          </span>
          <span>
            {formatDate(pack.firstDay)} to {formatDate(pack.lastDay)}
          </span>
        </div>
        <h1>{content.title}</h1>
        <p>{content.intro}</p>
        <div className="pack-facts">
          {content.facts.map(({ figure, words }) => (
            <div key={words}>
              <b>{figure}</b>
              {words}
            </div>
          ))}
        </div>
        <div className="pack-cols">
          <Why why={content.why} />
          <When when={content.when} />
        </div>
        {content.change && <Change change={content.change} />}
        <section>
          <h2>The committee is asked to</h2>
          <ul className="pack-asks">
            {content.asks.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
        <p className="pack-fine">
          {content.method.join(' ')} {madeWords(madeAt)}
        </p>
      </article>
    </>
  )
}

function Why({ why: { sentence, causes } }: { readonly why: PackContent['why'] }) {
  return (
    <section>
      <h2>What people were waiting for</h2>
      <Bars
        title="Late time by reason"
        sentence={sentence}
        unit="Time"
        close
        bars={longestFirst(causes.rows).map(({ words, owner, side, minutes, percent }) => ({
          label: words,
          owner,
          value: minutes,
          figure: inHours(minutes),
          share: `${percent}%`,
          colour: colours[side],
        }))}
      />
    </section>
  )
}

/** As many causes as a sheet has room for; the smaller ones together, so that all of them still add up. */
const MOST_BARS = 6

interface Cause {
  readonly words: string
  readonly owner: string
  readonly side: keyof typeof colours
  readonly minutes: number
  readonly percent: number
}

function longestFirst(rows: readonly Cause[]): readonly Cause[] {
  if (rows.length <= MOST_BARS) return rows
  const [shown, rest] = [rows.slice(0, MOST_BARS - 1), rows.slice(MOST_BARS - 1)]
  const sum = (of: (one: Cause) => number): number => rest.reduce((total, one) => total + of(one), 0)
  const words = `${rest.length} smaller causes`
  return [
    ...shown,
    {
      words,
      owner: '',
      side: 'neither',
      minutes: sum(({ minutes }) => minutes),
      percent: sum(({ percent }) => percent),
    },
  ]
}

function When({ when: { sentence, hours, days } }: { readonly when: PackContent['when'] }) {
  // Hours in which nobody ever finished late are left out: a night that ends in the morning would squeeze all others.
  const used = hours.flatMap((_, column) => (days.some(({ counts }) => counts[column] !== 0) ? [column] : []))
  return (
    <section>
      <h2>When late jobs finished</h2>
      <HeatMap
        title="Late finishes by day of the shift and hour"
        sentence={sentence}
        unit="Late finishes"
        columns={used.map((column) => hourWords(hours[column] ?? 0))}
        rows={days.map(({ weekday, counts }) => ({
          label: dayOfWeek(weekday).slice(0, 3),
          values: used.map((column) => counts[column] ?? null),
        }))}
      />
    </section>
  )
}

function Change({
  change: { sentence, what = 'hub', staggered },
}: {
  readonly change: NonNullable<PackContent['change']>
}) {
  return (
    <section>
      <h2>Before and after {beganWords[what].what}</h2>
      <Trend
        title="TOIL earned for each AMHP, by month"
        sentence={[sentence, partWords(staggered)].filter(Boolean).join(' ')}
        unit="For each AMHP"
        height={216}
        write={(hours) => formatMinutes(Math.round(hours * 60))}
        points={monthsShown(staggered).map((one) => ({
          tick: monthName(one.firstDay).slice(0, 1),
          label: `${monthName(one.firstDay)}, ${one.amhps} AMHPs`,
          value: (one.perAmhp ?? 0) / 60,
        }))}
        mark={{ at: markAt(staggered), words: beganWords[what].began, detail: formatDate(staggered.from) }}
        levels={levelsOf(staggered)}
      />
    </section>
  )
}
