import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { directory, type DirectoryView } from '#shared/identity/directoryContract.ts'
import { Leavers } from './Leavers.tsx'
import { Links } from './Links.tsx'
import { ScimKeys } from './ScimKeys.tsx'
import './directory.css'

/** How people sign in with their council, which directories announce them, and who has left: for whoever manages accounts. */
export function Directory() {
  const asked = useAnswer(directory, {})
  return (
    <div className="wrap directory">
      <h1 className="h1">Sign-in and leavers</h1>
      <Answered of={asked}>
        {({ providers, tokens, links }) => (
          <>
            <Leavers />
            <Providers providers={providers} />
            <ScimKeys tokens={tokens} />
            <Links links={links} />
          </>
        )}
      </Answered>
    </div>
  )
}

function Providers({ providers }: Pick<DirectoryView, 'providers'>) {
  return (
    <Card title="Sign-in with a council or trust">
      {providers.length === 0 ? (
        <EmptyState title="Nobody signs in with their council yet">
          Whoever runs Duty Hub sets it up: the page “Single sign-on” of its documents says how.
        </EmptyState>
      ) : (
        <Table caption="Sign-in with a council or trust" hideCaption narrow="cards">
          <thead>
            <tr>
              <th scope="col">Button</th>
              <th scope="col">Where they prove who they are</th>
              <th scope="col">Roles</th>
              <th scope="col">Linked by address</th>
            </tr>
          </thead>
          <tbody>
            {providers.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {one.label} {!one.enabled && <Tag>Switched off</Tag>}
                </th>
                <td data-label="Where">
                  <span className="issuer">{one.issuer}</span>
                </td>
                <td data-label="Roles">
                  {one.roleClaim === null ? 'Roles given by hand' : `Roles from “${one.roleClaim}” there`}
                </td>
                <td data-label="Linked by address">
                  {one.ownsDomains.length === 0 ? 'Nobody by address' : `Those at ${one.ownsDomains.join(', ')}`}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  )
}
