import './roles.css'
import { Card } from '#client/ui/Card.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { Table } from '#client/ui/Table.tsx'
import { answerClasses, fieldClassWords, fieldMatrix, waysOfSeeing } from '#shared/kernel/fieldMatrix.ts'
import { doorNames, doorOf } from '#shared/kernel/matrix.ts'
import { grants, permissions, roleNames, roles, type Permission } from '#shared/kernel/permission.ts'

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** How many ways in ask for a permission. */
const doorsOf = (permission: Permission): number => doorNames.filter((name) => doorOf(name).needs === permission).length

/** The matrix in words, made from the very file that the server asks at each door. */
export function WhoMayDoWhat() {
  return (
    <div className="wrap stack">
      <div className="page-h">
        <h1 className="h1">Who may do what</h1>
      </div>
      <Card title="What each role may do">
        <Table caption="Permissions, one in each row" hideCaption className="matrix">
          <Heads first="May" />
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">
                  {sentence(permission)}
                  <span className="hint">{doorsOf(permission)} ways in</span>
                </th>
                {roles.map((role) => (
                  <td key={role}>{grants[role].includes(permission) ? <Yes /> : <span className="muted">No</span>}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
      <Card title="What each role sees of a person">
        <p className="muted">
          A restricted record is a stub for everybody who is not meant to open it: its reference, its clock, and whom to
          ring.
        </p>
        <Table caption="Classes of what is kept, one in each row" hideCaption className="matrix">
          <Heads first="Of" />
          <tbody>
            {answerClasses.map((one) => (
              <tr key={one}>
                <th scope="row">
                  {sentence(one)}
                  <span className="hint">{fieldClassWords[one]}</span>
                </th>
                {roles.map((role) => (
                  <td key={role}>{waysOfSeeing[fieldMatrix[role][one]]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </Card>
    </div>
  )
}

const Heads = ({ first }: { readonly first: string }) => (
  <thead>
    <tr>
      <th scope="col">{first}</th>
      {roles.map((role) => (
        <th key={role} scope="col">
          {roleNames[role]}
        </th>
      ))}
    </tr>
  </thead>
)

const Yes = () => (
  <span className="yes">
    <Icon name="check" />
    Yes
  </span>
)
