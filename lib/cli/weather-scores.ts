import type { Score } from '../weather/dataset';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Names to the left, figures to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]! + 2);
  return rows.map((row) => row.map(cell).join('')).join('\n');
}

/** A score beside those of forecasting without a network. */
export function scoreTable(lstm: Score, ridge: Score): string {
  const title = `test, ${lstm.samples} windows`;
  if (lstm.task === 'regression' && ridge.task === 'regression')
    return aligned([
      [title, 'RMSE', 'skill'],
      ['LSTM', lstm.rmse.toFixed(3), lstm.skill.toFixed(3)],
      ['ridge regression', ridge.rmse.toFixed(3), ridge.skill.toFixed(3)],
      ['no change (persistence)', lstm.persistenceRmse.toFixed(3), '0.000'],
    ]);
  if (lstm.task === 'classification' && ridge.task === 'classification')
    return aligned([
      [title, 'right'],
      ['LSTM', percent(lstm.accuracy)],
      ['ridge regression', percent(ridge.accuracy)],
      ['always the more frequent', percent(lstm.majorityAccuracy)],
    ]);
  return '';
}

/** A score in one line. */
export function scoreLine(score: Score): string {
  const windows = `${score.samples} windows with known answers`;
  if (score.task === 'classification')
    return `right ${percent(score.accuracy)} (always the more frequent: ${percent(score.majorityAccuracy)}), ${windows}`;
  const { rmse, skill, persistenceRmse } = score;
  return `RMSE ${rmse.toFixed(3)} (no change: ${persistenceRmse.toFixed(3)}), skill ${skill.toFixed(3)}, ${windows}`;
}
