import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { toast } from '#client/ui/toast.ts'
import type { FeedId } from '#shared/kernel/ids.ts'
import { endFeedOf, feedKinds, feedsOfAll } from '#shared/rota/feedContract.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'

/** Everybody’s calendar addresses, for whoever looks after accounts: a lost telephone’s is ended here. */
export function AllFeeds() {
  const asked = useAnswer(feedsOfAll, {})
  const today = londonDayOf(useNow(60_000))
  const ending = useSend(endFeedOf)
  const end = async (feedId: FeedId, name: string): Promise<void> => {
    const sent = await ending.mutateAsync({ feedId })
    toast(
      sent.ok
        ? { words: `That calendar of ${name} gets nothing more.`, icon: 'check' }
        : { words: sent.refusal.message, icon: 'triangle' },
    )
  }
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Calendar addresses</h1>
      </div>
      <div className="stack">
        <p>
          Each shows shifts to whoever has its secret address, and nothing else. Somebody who leaves loses theirs by
          itself. End one when a telephone is lost.
        </p>
        <Card title="In use">
          <Answered
            of={asked}
            isEmpty={({ feeds }) => feeds.length === 0}
            empty={<EmptyState title="Nobody has one">Colleagues make theirs on My rota.</EmptyState>}
          >
            {({ feeds }) => (
              <Table caption="Calendar addresses" hideCaption narrow="cards" className="labelled">
                <thead>
                  <tr>
                    <th scope="col">Whose</th>
                    <th scope="col">Calendar</th>
                    <th scope="col">Shows</th>
                    <th scope="col">Made</th>
                    <th scope="col">Last fetched</th>
                    <th scope="col">
                      <span className="vh">End</span>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {feeds.map(({ id, name, label, kind, madeAt, lastReadAt }) => (
                    <tr key={id}>
                      <th scope="row">{name}</th>
                      <td data-label="Calendar">{label}</td>
                      <td data-label="Shows">{feedKinds[kind]}</td>
                      <td data-label="Made">{formatInstant(madeAt, today)}</td>
                      <td data-label="Last fetched">
                        {lastReadAt === null ? 'Never' : formatInstant(lastReadAt, today)}
                      </td>
                      <td>
                        <Button kind="q" size="sm" busy={ending.isPending} onClick={() => void end(id, name)}>
                          End<span className="vh"> {`${label} of ${name}`}</span>
                        </Button>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </Table>
            )}
          </Answered>
        </Card>
      </div>
    </div>
  )
}
