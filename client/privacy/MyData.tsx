import { useAnswer } from '#client/kernel/api.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { printPage } from '#client/ui/takeAway.ts'
import { ownData, privacyRules } from '#shared/privacy/contract.ts'
import { DocumentView } from './DocumentView.tsx'
import { officeNames } from './officeNames.ts'
import { OfficerWords } from './Rules.tsx'
import { RuleTable } from './RuleTable.tsx'
import { saveAsJson } from './saveAsJson.ts'
import './privacy.css'

/** What the hub holds about whoever is signed in, as a colleague: to read, print or take away. */
export function MyData() {
  const asked = useAnswer(ownData, {})
  const rules = useAnswer(privacyRules, {})
  return (
    <div className="wrap privacy">
      <div className="page-h">
        <h1 className="h1">My data</h1>
        <p className="lede">What the hub holds about you at work. People referred are named by reference only.</p>
      </div>
      <div className="stack">
        <Answered of={asked}>
          {(document) => (
            <>
              <div className="btns no-print">
                <Button kind="p" icon="print" onClick={printPage}>
                  Print
                </Button>
                <Button onClick={() => saveAsJson(document, 'my-data')}>Save as JSON</Button>
              </div>
              <DocumentView document={document} />
            </>
          )}
        </Answered>
        <Answered of={rules} pending={null}>
          {(given) => (
            <>
              <Card title="Who answers" className="no-print">
                <SummaryList
                  rows={given.officers.map((officer) => ({
                    key: officeNames[officer.office],
                    value: <OfficerWords officer={officer} />,
                  }))}
                />
              </Card>
              <Card title="How long records are kept" className="no-print">
                <RuleTable rules={given.rules} />
              </Card>
            </>
          )}
        </Answered>
      </div>
    </div>
  )
}
