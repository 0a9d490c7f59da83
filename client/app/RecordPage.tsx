export function RecordPage() {
  return (
    <div className="wrap">
      <h1 className="h1">Referral</h1>
    </div>
  )
}
