/** Stand-in for `k6/metrics` in unit tests: takes samples and forgets them. */
class Metric {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  add(): void {}
}
export class Trend extends Metric {}
export class Rate extends Metric {}
export class Counter extends Metric {}
export class Gauge extends Metric {}
