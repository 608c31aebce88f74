import type { Attribute, Graph, Initializer, Node, OnnxData, Value } from './messages';

/** Collects a graph's nodes and constants, and names what they give. A graph inside another sees what that one has. */
export class GraphBuilder {
  readonly #nodes: Node[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #scalars = new Map<number, string>();
  #names = 0;

  /**
   * @param name of the graph, and the beginning of the names of its values
   * @param dtype the element type of `scalar`
   * @param outer the graph this one is inside of, which keeps the constants
   */
  constructor(
    readonly name: string,
    readonly dtype: 'float32' | 'float64',
    readonly outer?: GraphBuilder,
  ) {}

  /** Adds an operator; returns the name of its only output. */
  add(operator: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.addMany(operator, inputs, 1, attributes)[0]!;
  }

  /** Adds an operator; returns the names of its outputs. */
  addMany(
    operator: string,
    inputs: readonly string[],
    count: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string[] {
    const outputs = Array.from({ length: count }, () => `${this.name}_${operator.toLowerCase()}_${++this.#names}`);
    this.#nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Gives a value the name it is known by outside. */
  call(name: string, value: string): void {
    this.#nodes.push({ operator: 'Identity', inputs: [value], outputs: [name], attributes: {} });
  }

  constant(name: string, shape: readonly number[], data: OnnxData): string {
    if (this.outer) return this.outer.constant(name, shape, data);
    this.#initializers.push({ name, shape, data });
    return name;
  }

  integers(name: string, ...values: number[]): string {
    return this.constant(name, [values.length], BigInt64Array.from(values, BigInt));
  }

  /** A number, the same name for the same one. */
  scalar(value: number): string {
    if (this.outer) return this.outer.scalar(value);
    let name = this.#scalars.get(value);
    if (name === undefined) {
      const data = this.dtype === 'float32' ? Float32Array.of(value) : Float64Array.of(value);
      name = this.constant(`number_${this.#scalars.size + 1}`, [], data);
      this.#scalars.set(value, name);
    }
    return name;
  }

  finish(inputs: readonly Value[], outputs: readonly Value[]): Graph {
    return { name: this.name, nodes: this.#nodes, initializers: this.#initializers, inputs, outputs };
  }
}
