export function Board() {
  return (
    <div className="wrap">
      <h1 className="h1">The Board</h1>
    </div>
  )
}
