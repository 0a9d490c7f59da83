import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { Table } from '#client/ui/Table.tsx'
import { toast } from '#client/ui/toast.ts'
import { unlinkPerson, type DirectoryView } from '#shared/identity/directoryContract.ts'
import { formatInstant } from '#shared/time/london.ts'

type Link = DirectoryView['links'][number]

/** Who is linked with which sign-in. A link is taken away when the council has made somebody a new account. */
export function Links({ links }: Pick<DirectoryView, 'links'>) {
  const send = useSend(unlinkPerson)
  const [error, setError] = useState<string | null>(null)
  const takeAway = async ({ personId, providerId, name }: Link): Promise<void> => {
    try {
      const sent = await send.mutateAsync({ personId, providerId })
      setError(sent.ok ? null : sent.refusal.message)
      if (sent.ok) toast({ words: `${name} is linked anew at their next sign-in.`, icon: 'check' })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault))
    }
  }
  return (
    <Card title="Links with a council’s sign-in">
      {error !== null && (
        <Notice tone="warn" speaks="at-once">
          {error}
        </Notice>
      )}
      {links.length === 0 ? (
        <EmptyState title="Nobody is linked yet">
          Each link is made at somebody’s first sign-in with their council.
        </EmptyState>
      ) : (
        <Table caption="Links with a council’s sign-in" hideCaption narrow="cards">
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Sign-in</th>
              <th scope="col">Since</th>
              <th scope="col">
                <span className="vh">Take it away</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {links.map((link) => (
              <tr key={`${link.personId} ${link.providerId}`}>
                <th scope="row">{link.name}</th>
                <td data-label="Sign-in">{link.providerId}</td>
                <td data-label="Since">{formatInstant(link.linkedAt)}</td>
                <td>
                  <Button size="sm" busy={send.isPending} onClick={() => void takeAway(link)}>
                    Take away<span className="vh"> the link of {link.name}</span>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
