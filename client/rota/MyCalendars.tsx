import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import { endFeed, feedKinds, makeFeed, myFeeds, type FeedKind, type FeedRow } from '#shared/rota/feedContract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { CalendarButton } from './CalendarButton.tsx'
import { FeedMade } from './FeedMade.tsx'

/** One’s own calendars: a file to take once, or an address from which a calendar keeps itself up to date. */
export function MyCalendars() {
  const asked = useAnswer(myFeeds, {})
  const [made, setMade] = useState<string | null>(null)
  const feeds = asked.data?.feeds ?? []
  return (
    <section className="card" aria-labelledby="my-calendars">
      <div className="card-h">
        <h2 className="h3" id="my-calendars">
          In my own calendar
        </h2>
      </div>
      <div className="card-b stack">
        <p className="muted">
          A secret address keeps a calendar up to date by itself. It says when, as what and where you work, and nothing
          of any referral or colleague.
        </p>
        {feeds.length > 0 && (
          <ul className="feeds">
            {feeds.map((feed) => (
              <Feed key={feed.id} feed={feed} />
            ))}
          </ul>
        )}
        <NewFeed onMade={setMade} />
        <div>
          <CalendarButton />
        </div>
      </div>
      {made !== null && <FeedMade token={made} onClose={() => setMade(null)} />}
    </section>
  )
}

function Feed({ feed }: { readonly feed: FeedRow }) {
  const today = londonDayOf(useNow(60_000))
  const ending = useSend(endFeed)
  const end = async (): Promise<void> => {
    const sent = await ending.mutateAsync({ feedId: feed.id })
    toast(
      sent.ok
        ? { words: `${feed.label} gets nothing more.`, icon: 'check' }
        : { words: sent.refusal.message, icon: 'triangle' },
    )
  }
  return (
    <li>
      <span>
        <b>{feed.label}</b>
        <span className="muted">
          {' '}
          {feedKinds[feed.kind]}.{' '}
          {feed.lastReadAt === null ? 'Not fetched yet.' : `Last fetched ${formatInstant(feed.lastReadAt, today)}.`}
        </span>
      </span>
      <Button size="sm" kind="q" busy={ending.isPending} onClick={() => void end()}>
        End<span className="vh"> {feed.label}</span>
      </Button>
    </li>
  )
}

const kinds = (Object.keys(feedKinds) as FeedKind[]).map((value) => ({ value, label: feedKinds[value] }))

function NewFeed({ onMade }: { readonly onMade: (token: string) => void }) {
  const making = useSend(makeFeed)
  const [label, setLabel] = useState('')
  const [kind, setKind] = useState<FeedKind>('own')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorIn = useErrorIn(errors)
  const make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (making.isPending) return
    if (label.trim() === '') return setErrors([{ field: 'feed-label', message: 'Say which calendar, like My phone' }])
    try {
      const sent = await making.mutateAsync({ kind, label: label.trim() })
      if (!sent.ok) return setErrors([{ message: sent.refusal.message }])
      setErrors([])
      setLabel('')
      if (sent.value.token !== null) onMade(sent.value.token)
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return (
    <form className="stack" noValidate onSubmit={(event) => void make(event)}>
      <ErrorSummary errors={errors} />
      <TextField
        id="feed-label"
        label="Which calendar"
        hint="So that you know it again, like My phone."
        width="l"
        maxLength={60}
        value={label}
        error={errorIn('feed-label')}
        onChange={(event) => setLabel(event.target.value)}
      />
      <Select
        label="What it shows"
        options={kinds}
        value={kind}
        onChange={(event) => setKind(event.target.value === 'team' ? 'team' : 'own')}
      />
      <div>
        <Button type="submit" icon="calendar" busy={making.isPending}>
          Make a calendar address
        </Button>
      </div>
    </form>
  )
}
