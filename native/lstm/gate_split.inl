// The way of the program that this network is compared with (see docs/lstm.md): in every time step four threads compute a gate
// each, and a fifth what is left over; then the first one does the cells. Backward, five threads divide blocks of units, and
// the panels of the gradient. Kept for the bench, to show what that costs; results are those of every other way.

#include "lstm/lstm.h"
#include "matrix/flush_subnormals.h"

namespace leeway {

template <class E>
void Lstm<E>::train_by_gates(Training& epoch) {
  const Shard all = trace_.shard(0);
  memset(cell_at(0, all), 0, all.count() * layout().hidden_row() * sizeof(E));
  for (size_t t = 0; t < trace_.steps; t++) {
    load_step(t, all);
    const auto step = step_at(t, all, layout().all_panels());
    team_.run(gate_threads, [&](size_t thread) { gates_of_thread(step, thread); });
    network_.cells(step, step.panels);
  }
  head(all);
  losses_of_leaves(epoch, 0, leaves_of(trace_.batch));
  backward_head(all);
  for (size_t t = trace_.steps; t-- > 0;) {
    backward_cells(t, all, layout().all_panels());
    if (t == 0) break;
    team_.run(gate_threads, [&](size_t thread) {
      const FlushSubnormals flush;
      for (size_t block = thread; block < layout().transposed_blocks(); block += gate_threads)
        backward_block(t, all, block);
    });
  }
  const size_t items = layout().panels() + 1;
  team_.run(gate_threads, [&](size_t thread) {
    const FlushSubnormals flush;
    update_items(epoch, {items * thread / gate_threads, items * (thread + 1) / gate_threads}, 0,
                 leaves_of(trace_.batch), thread);
  });
}

template <class E>
void Lstm<E>::gates_of_thread(const typename LstmNetwork<E>::Step& s, size_t thread) {
  const FlushSubnormals flush;
  const size_t full = layout().full_panels(), lanes = layout().lanes;
  const size_t panel_row = layout().panel_row(), joint_row = layout().joint_row();
  const auto product = [&](size_t panel, size_t column, size_t vectors) {
    const Product into_z = {
        false,
        s.rows,
        vectors,
        depth_of(s.depth),
        {s.joint, joint_row, 1, 0},
        {s.weights + layout().panel_weights(panel) + column, layout().vectors(panel) * lanes, 0},
        {s.z + panel * s.gates_panel + column, panel_row}};
    table().matrix.product(&into_z);
  };
  if (thread == 4) {
    if (full < layout().panels()) product(full, 0, layout().vectors(full));
    return;
  }
  for (size_t panel = 0; panel < full; panel++) product(panel, thread * lanes, 1);
}

}  // namespace leeway
