import './roles.css'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { Table } from '#client/ui/Table.tsx'
import { roleNames } from '#shared/kernel/permission.ts'
import { peopleAndRoles, type RolePerson } from '#shared/roles/contract.ts'
import { RolesDialog } from './RolesDialog.tsx'

/** What everybody is in this service, and the way to change it. */
export function Roles() {
  const asked = useAnswer(peopleAndRoles, {})
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Roles</h1>
        <div className="r">
          <Link to="/who-may-do-what">Who may do what</Link>
        </div>
      </div>
      <Answered of={asked}>{(people) => <PeopleTable people={people} />}</Answered>
    </div>
  )
}

function PeopleTable({ people }: { readonly people: readonly RolePerson[] }) {
  const { person } = useSession()
  const [changing, setChanging] = useState<RolePerson | null>(null)
  const nameOf = (id: string | null): string => people.find(({ personId }) => personId === id)?.name ?? ''
  return (
    <Card title="Everybody in this service" aside={<span className="muted">{people.length}</span>}>
      <Table caption="People and their roles" hideCaption narrow="cards">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Roles</th>
            <th scope="col">
              <span className="vh">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.personId}>
              <th scope="row">{one.name}</th>
              <td data-label="Roles">
                {one.roles.map((role) => roleNames[role]).join(', ')}
                {one.supervisedBy !== null && `, beside ${nameOf(one.supervisedBy)}`}
              </td>
              <td className="n">
                {one.personId === person.id ? (
                  <span className="muted small">Another administrator changes yours</span>
                ) : (
                  <Button size="sm" onClick={() => setChanging(one)}>
                    Change<span className="vh"> roles of {one.name}</span>
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {changing && <RolesDialog one={changing} people={people} onClose={() => setChanging(null)} />}
    </Card>
  )
}
