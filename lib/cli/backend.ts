import type { Command } from 'commander';

/** `leeway backend`: what the kernels run on here, and why. */
export function registerBackend(leeway: Command): void {
  leeway
    .command('backend')
    .description('what the kernels run on here: the addon or WebAssembly, and which instruction set')
    .option('--json', 'print JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { backend } = await import('../backend/index.js');
      const facts = Object.entries(backend).filter(([, value]) => typeof value !== 'function');
      if (json) process.stdout.write(`${JSON.stringify(Object.fromEntries(facts), null, 2)}\n`);
      else for (const [name, value] of facts) process.stdout.write(`${name}: ${String(value)}\n`);
    });
}
