import { telOf } from '#client/kernel/council.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { PersonLinks } from '#client/ui/PersonLinks.tsx'
import { Table } from '#client/ui/Table.tsx'
import { roleNames } from '#shared/kernel/permission.ts'
import type { Register } from '#shared/register/contract.ts'

interface OtherPeopleProps {
  readonly all: Register
  readonly onOpen: ((id: string) => void) | null
}

/** Practice consultants, managers and administrators who are not AMHPs here. */
export function OtherPeople({ all, onOpen }: OtherPeopleProps) {
  if (all.others.length === 0) return null
  return (
    <Card title="Also in this service" className="reg-card others">
      <Table caption="People who are not on the register" hideCaption narrow="cards" className="reg">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Telephone</th>
            {onOpen && (
              <th scope="col">
                <span className="vh">Register</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {all.others.map(({ personId, name, phone, roles }) => (
            <tr key={personId}>
              <th scope="row">
                {name}
                <span className="person-links">
                  <PersonLinks personId={personId} name={name} />
                </span>
              </th>
              <td data-label="Role">{roles.map((role) => roleNames[role]).join(', ')}</td>
              <td data-label="Telephone">
                {phone === '' ? (
                  <span className="muted">Not given</span>
                ) : (
                  <a className="nowrap" href={telOf(phone)}>
                    {phone}
                  </a>
                )}
              </td>
              {onOpen && (
                <td className="n">
                  <Button size="sm" aria-label={`Put ${name} on the register`} onClick={() => onOpen(personId)}>
                    Put on the register
                  </Button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  )
}
