export { Progress } from '#lib/cli/progress';
