/** One line on stderr that counts up, where stderr is a terminal; silent elsewhere. */
export class Progress {
  private readonly started = Date.now();
  private readonly already: number;

  constructor(
    private readonly what: string,
    private readonly total: number,
    private done = 0,
  ) {
    this.already = done;
    this.draw();
  }

  advance(): void {
    this.done++;
    this.draw();
  }

  finish(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }

  private draw(): void {
    if (!process.stderr.isTTY) return;
    const share = this.total > 0 ? this.done / this.total : 1;
    const bar = '█'.repeat(Math.round(30 * share)).padEnd(30, '░');
    const fresh = this.done - this.already;
    const left = fresh > 0 ? ((Date.now() - this.started) / fresh) * (this.total - this.done) : NaN;
    const eta = Number.isFinite(left) ? `, ${Math.ceil(left / 1000)} s left` : '';
    process.stderr.write(`\r\x1b[K${this.what} ${bar} ${this.done}/${this.total}${eta}`);
  }
}
