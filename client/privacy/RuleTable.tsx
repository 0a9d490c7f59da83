import { Table } from '#client/ui/Table.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { recordClasses } from '#shared/privacy/dataKinds.ts'
import type { PrivacyRules, RuleLine } from '#shared/privacy/contract.ts'
import { countedFrom, endsBy, ruleWords } from '#shared/privacy/retention.ts'
import { formatDate } from '#shared/time/london.ts'

/** How long each kind of record is kept, by whose rule, and whether the council has confirmed it. */
export function RuleTable({ rules }: Pick<PrivacyRules, 'rules'>) {
  const shown = rules.filter(({ inForce, setAt }) => inForce || setAt !== null)
  return (
    <Table caption="How long records are kept" hideCaption narrow="cards" className="rule-table">
      <thead>
        <tr>
          <th scope="col">Records</th>
          <th scope="col">Kept</th>
          <th scope="col">By whose rule</th>
          <th scope="col">How it ends</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((rule) => (
          <RuleRow key={`${rule.recordClass} ${rule.effectiveFrom}`} rule={rule} />
        ))}
      </tbody>
    </Table>
  )
}

function RuleRow({ rule }: { readonly rule: RuleLine }) {
  const from =
    rule.setAt === null ? 'Shipped with the hub' : `From ${formatDate(rule.effectiveFrom)}, set by ${rule.setByName}`
  return (
    <tr className={rule.inForce ? undefined : 'not-in-force'}>
      <th scope="row">
        {recordClasses[rule.recordClass]}
        {!rule.inForce && <span className="sub">Not the rule in force today</span>}
      </th>
      <td data-label="Kept">
        {ruleWords(rule)}
        {rule.keepFor !== null && <span className="sub">from {countedFrom[rule.recordClass]}</span>}
      </td>
      <td data-label="By whose rule">
        {rule.authority}
        <span className="sub">
          {from}{' '}
          {rule.keepFor !== null &&
            (rule.verified ? (
              <Tag tone="done" icon="check">
                Confirmed
              </Tag>
            ) : (
              <Tag tone="warn" icon="triangle">
                Not confirmed
              </Tag>
            ))}
        </span>
      </td>
      <td data-label="How it ends">{endsBy[rule.recordClass]}</td>
    </tr>
  )
}
