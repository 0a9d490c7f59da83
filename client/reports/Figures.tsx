import './figures.css'
import { useState } from 'react'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { useTitle } from '#client/kernel/title.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { reportOf } from '#shared/reports/reportContract.ts'
import { isPublishable, publishedPeriods } from '#shared/reports/publishedPeriods.ts'
import { reportKeys, reportTitles, type Report, type ReportKey } from '#shared/reports/table.ts'
import {
  addDays,
  formatDate,
  formatInstant,
  isLondonDay,
  londonDay,
  londonDayOf,
  type LondonDay,
} from '#shared/time/london.ts'
import { FigureTable } from './FigureTable.tsx'
import { ReportChart } from './ReportChart.tsx'
import { WorkforceForm } from './WorkforceForm.tsx'
import { FileActions } from './FileActions.tsx'
import { ReportLinks } from '#client/ui/ReportLinks.tsx'
import { lastSunday } from './reportWords.ts'

const route = getRouteApi('/reports/figures/$report')

/** Any report: its question, its days, its tables with their definitions. The address says all of it. */
export function Figures() {
  const { report: named } = route.useParams()
  const report = reportKeys.find((key) => key === named)
  return report === undefined ? <NoSuchReport /> : <OneReport report={report} />
}

/** A report that there is not is never another one under its name. */
function NoSuchReport() {
  useTitle('Report not found')
  return (
    <div className="wrap">
      <h1 className="h1">There is no such report</h1>
      <p className="lede">Check the address, or choose one of those there are.</p>
      <ReportLinks />
    </div>
  )
}

function OneReport({ report }: { readonly report: ReportKey }) {
  const search = route.useSearch()
  const view = search.for === 'publication' ? 'publication' : 'work'
  const { from, to } = daysOf(search, report, view)
  const change = search.change !== undefined && isLondonDay(search.change) ? search.change : undefined
  const hourCost = report === 'partners' && search.hour !== undefined && isPounds(search.hour) ? search.hour : undefined
  const asked = {
    report,
    from,
    to,
    view,
    ...(change === undefined ? {} : { change }),
    ...(hourCost === undefined ? {} : { hourCost }),
  } as const
  const answer = useAnswer(reportOf, asked, { keep: true })
  return (
    <div className="wrap">
      <div className="stack">
        <div className="page-h">
          <div>
            <h1 className="h1">{reportTitles[report]}</h1>
            <p className="lede">
              {formatDate(from)} to {formatDate(to)}
              {view === 'publication' && ' · for publication'}
            </p>
            <ReportLinks />
          </div>
          {answer.data && <FileActions report={answer.data} />}
        </div>
        <Choices report={report} from={from} to={to} change={change} hour={hourCost} view={view} />
        <OneClick />
        <Answered of={answer}>{(made) => <Tables report={made} asked={asked} />}</Answered>
      </div>
    </div>
  )
}

interface AskedDays {
  readonly from?: string
  readonly to?: string
}

/** The days of the address; for publication the last that may be published, where those may not. */
function daysOf(search: AskedDays, report: ReportKey, view: 'work' | 'publication') {
  const to = dayOr(search.to, lastSunday(nowInstant()))
  const from = dayOr(search.from, addDays(to, -83))
  const [latest] = publishedPeriods(report, londonDayOf(nowInstant()))
  return view === 'work' || isPublishable(report, from, to) || !latest ? { from, to } : latest
}

/** Pounds and pence, as the address holds them. */
const isPounds = (text: string): boolean => /^\d{1,4}(?:\.\d{1,2})?$/.test(text)

const dayOr = (text: string | undefined, otherwise: LondonDay): LondonDay =>
  text !== undefined && isLondonDay(text) ? londonDay(text) : otherwise

/** The three last whole financial years, and the last whole year of the survey: nothing to choose. */
function OneClick() {
  const today = londonDayOf(nowInstant())
  const year = Number(today.slice(0, 4)) - (today.slice(5) < '04-01' ? 1 : 0)
  const days = (years: number) => ({ from: `${year - years}-04-01`, to: `${year}-03-31` })
  return (
    <p className="one-click no-print">
      <Link to="/reports/figures/$report" params={{ report: 'foi' }} search={{ ...days(3), for: 'publication' }}>
        Yearly table for a request for information
      </Link>
      <Link to="/reports/figures/$report" params={{ report: 'survey' }} search={days(1)}>
        National AMHP survey
      </Link>
    </p>
  )
}

interface Chosen {
  readonly report: ReportKey
  readonly from: LondonDay
  readonly to: LondonDay
  readonly change: string | undefined
  /** What an hour of an AMHP costs, in pounds. */
  readonly hour: string | undefined
  readonly view: 'work' | 'publication'
}

function Choices({ report, from, to, change, hour, view }: Chosen) {
  const navigate = useNavigate()
  const show = (next: Partial<Chosen>): void => {
    const all = { report, from, to, change, hour, view, ...next }
    const search = {
      from: all.from,
      to: all.to,
      ...(all.change ? { change: all.change } : {}),
      ...(all.hour ? { hour: all.hour } : {}),
      ...(all.view === 'publication' ? { for: 'publication' } : {}),
    }
    void navigate({ to: '/reports/figures/$report', params: { report: all.report }, search })
  }
  const day = (label: string, value: string, set: (day: LondonDay) => void) => (
    <TextField
      label={label}
      type="date"
      value={value}
      onChange={(event) => isLondonDay(event.target.value) && set(londonDay(event.target.value))}
    />
  )
  return (
    <div className="figure-choices no-print">
      <Select
        label="Report"
        options={reportKeys.map((value) => ({ value, label: reportTitles[value] }))}
        value={report}
        onChange={(event) => show({ report: reportKeys.find((key) => key === event.target.value) ?? report })}
      />
      {view === 'publication' ? (
        <PublishedDays report={report} from={from} to={to} onChoose={show} />
      ) : (
        <>
          {day('From', from, (next) => show({ from: next }))}
          {day('To', to, (next) => show({ to: next }))}
        </>
      )}
      {report === 'partners' && <HourCost hour={hour} onSay={(next) => show({ hour: next })} />}
      {report === 'change' && day('Day of the change', change ?? '', (next) => show({ change: next }))}
      <Checkbox
        label="For publication"
        hint="Whole quarters and years, rounded to 5; small numbers and single colleagues left out"
        checked={view === 'publication'}
        onChange={(event) => show({ view: event.target.checked ? 'publication' : 'work' })}
      />
    </div>
  )
}

interface PublishedDaysProps {
  readonly report: ReportKey
  readonly from: LondonDay
  readonly to: LondonDay
  readonly onChoose: (days: { readonly from: LondonDay; readonly to: LondonDay }) => void
}

/** Quarters and years that are over: any other days could be subtracted from each other. */
function PublishedDays({ report, from, to, onChoose }: PublishedDaysProps) {
  const offered = publishedPeriods(report, londonDayOf(nowInstant()))
  const own = { label: `${formatDate(from)} to ${formatDate(to)}`, from, to }
  const all = offered.some((one) => one.from === from && one.to === to) ? offered : [own, ...offered]
  return (
    <Select
      label="Period"
      options={all.map((one) => ({ value: `${one.from} ${one.to}`, label: one.label }))}
      value={`${from} ${to}`}
      onChange={(event) => {
        const found = all.find((one) => `${one.from} ${one.to}` === event.target.value)
        if (found) onChoose({ from: found.from, to: found.to })
      }}
    />
  )
}

/** What an hour of an AMHP costs: the service’s own figure, kept in the address, so that the same page comes again. */
function HourCost({ hour, onSay }: { readonly hour: string | undefined; readonly onSay: (hour: string) => void }) {
  const [typed, setTyped] = useState(hour ?? '')
  const wrong = typed !== '' && !isPounds(typed)
  return (
    <TextField
      label="An AMHP’s hour costs, £"
      inputMode="decimal"
      width="s"
      value={typed}
      error={wrong ? 'Give pounds and pence, like 38.50' : undefined}
      onChange={(event) => {
        setTyped(event.target.value)
        if (event.target.value === '' || isPounds(event.target.value)) onSay(event.target.value)
      }}
    />
  )
}

function Tables({
  report,
  asked,
}: {
  readonly report: Report
  readonly asked: Parameters<typeof FigureTable>[0]['asked']
}) {
  return (
    <>
      {report.provisional && <Notice icon="clock">{report.provisional}</Notice>}
      {report.sentences.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {(report.key === 'workforce' || report.key === 'survey') && <WorkforceForm to={report.lastDay} />}
      <ReportChart report={report} />
      {report.tables.map((table) => (
        <FigureTable key={table.key} table={table} asked={asked} view={report.view} />
      ))}
      {report.tables.length === 0 && <p className="muted">Nothing of this report may be published.</p>}
      <p className="muted small">Counted at {formatInstant(report.asAt)}. The address of this page makes it again.</p>
    </>
  )
}
