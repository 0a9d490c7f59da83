import { Link } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { PlanPage } from '#client/ui/PlanPage.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { modelAsks, operatingModels, restBases, swapPolicies, type RotaSettings } from '#shared/rota/operatingModels.ts'
import { rotaSettings, type Settings } from '#shared/rota/settingsContract.ts'
import { addDays, formatDate, type LondonDay } from '#shared/time/london.ts'
import { SettingsForm } from './SettingsForm.tsx'
import './patterns.css'

/** How the service runs its rota, from which day: nothing is ever edited, a later day takes over, and reports compare across it. */
export function SettingsPage() {
  const asked = useAnswer(rotaSettings, {}, { keep: true })
  return (
    <PlanPage
      title="Settings of the rota"
      lede="How the service runs, from which day. Nothing is edited afterwards: a new setting takes over on its day, and reports compare before with after."
    >
      <Answered of={asked}>{(answer) => <Loaded answer={answer} />}</Answered>
    </PlanPage>
  )
}

function Loaded({ answer }: { readonly answer: Settings }) {
  return (
    <>
      <Card title="In force today">
        <SummaryList rows={settingRows(answer.now)} />
        <p className="muted">{modelAsks[answer.now.model]}</p>
      </Card>
      <SettingsForm key={answer.rows.length} start={answer.now} today={answer.today} />
      <Changes answer={answer} />
    </>
  )
}

const settingRows = (settings: RotaSettings) => [
  { key: 'Operating model', value: operatingModels[settings.model] },
  { key: 'A swap', value: swapPolicies[settings.swapPolicy] },
  { key: 'Office hours', value: `${settings.officeFrom} to ${settings.officeUntil}, Monday to Friday` },
  { key: 'Told at once', value: `What begins within ${settings.atOnceHours} hours` },
  { key: 'Notice of a rota', value: `${settings.noticeDays} days` },
  { key: 'Weekly rest', value: restBases[settings.restBasis] },
  { key: 'Daily rest', value: 'Eleven hours, by law: warned about, never switched off' },
]

/** Half a year on each side, as far as there has been time for it. */
const AROUND = 182
const earlier = (a: LondonDay, b: LondonDay): LondonDay => (a < b ? a : b)

function Changes({ answer: { changes, today } }: { readonly answer: Settings }) {
  return (
    <Card title="Days of change" aside={changes.length}>
      {changes.length === 0 && (
        <EmptyState title="Nothing has changed yet">
          A day on which the model or a pattern changes is listed here.
        </EmptyState>
      )}
      <ul className="places">
        {changes.map(({ day, words }) => (
          <li key={`${day} ${words}`}>
            <span>
              <b>{formatDate(day)}</b> {words}
            </span>
            {day <= today ? (
              <Link
                to="/reports/figures/$report"
                params={{ report: 'change' }}
                search={{ from: addDays(day, -AROUND), to: earlier(addDays(day, AROUND), today), change: day }}
              >
                Compare before with after<span className="vh"> {formatDate(day)}</span>
              </Link>
            ) : (
              <span className="muted">Still to come</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
