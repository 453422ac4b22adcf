package org.postmeister.delivery;

import java.util.Arrays;

/** Which of an owner's messages leave first. */
public enum MessagePriority {
  /** What somebody waits for, such as a link for choosing a password. */
  URGENT(0),
  NORMAL(1),
  /** What goes to many and can wait, such as newsletters. */
  BULK(2);

  private final int rank;

  MessagePriority(int rank) {
    this.rank = rank;
  }

  /** As the database has it: the lowest leave first. */
  public int rank() {
    return rank;
  }

  /** By its rank; what nobody knows is as usual. */
  public static MessagePriority of(int rank) {
    return Arrays.stream(values())
        .filter(priority -> priority.rank == rank)
        .findAny()
        .orElse(NORMAL);
  }
}
