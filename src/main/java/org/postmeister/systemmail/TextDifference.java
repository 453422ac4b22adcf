package org.postmeister.systemmail;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * What was changed in a text, line by line, with the lines next to each change.
 *
 * @param lines in the order of the text, what was removed before what was put in its place; empty
 *     if nothing was changed
 */
public record TextDifference(List<Line> lines) {

  /** What happened to a line. */
  public enum Change {
    SAME,
    REMOVED,
    ADDED,
    /** Stands for lines that are the same and not shown. */
    LEFT_OUT
  }

  /** A line with what happened to it. */
  public record Line(Change change, String text) {}

  /** What has to change in one text to get the other. */
  public static TextDifference between(String before, String after) {
    List<String> old = before.lines().toList();
    List<Line> lines = new ArrayList<>();
    int done = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(old, after.lines().toList()).getDeltas()) {
      int start = delta.getSource().getPosition();
      same(lines, old.subList(done, start), done > 0, true);
      delta.getSource().getLines().forEach(line -> lines.add(new Line(Change.REMOVED, line)));
      delta.getTarget().getLines().forEach(line -> lines.add(new Line(Change.ADDED, line)));
      done = start + delta.getSource().size();
    }
    if (!lines.isEmpty()) {
      same(lines, old.subList(done, old.size()), true, false);
    }
    return new TextDifference(List.copyOf(lines));
  }

  // One line on each side of a change is enough to find it, and a blank one would not be.
  private static void same(
      List<Line> lines, List<String> same, boolean afterChange, boolean beforeChange) {
    int last = same.size() - 1;
    int head = afterChange ? firstWritten(same, 0, 1) : -1;
    int tail = beforeChange ? firstWritten(same, last, -1) : last + 1;
    for (int i = 0; i <= last; i++) {
      if (i <= head || i >= tail) {
        lines.add(new Line(Change.SAME, same.get(i)));
      } else if (lines.isEmpty() || lines.getLast().change() != Change.LEFT_OUT) {
        lines.add(new Line(Change.LEFT_OUT, ""));
      }
    }
  }

  private static int firstWritten(List<String> lines, int from, int step) {
    int at = from;
    while (at >= 0 && at < lines.size() && lines.get(at).isBlank()) {
      at += step;
    }
    return at;
  }

  /** How many lines were removed or added. */
  public long changed() {
    return lines.stream()
        .filter(line -> line.change() == Change.REMOVED || line.change() == Change.ADDED)
        .count();
  }
}
