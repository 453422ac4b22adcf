package org.postmeister.delivery;

import java.util.Arrays;

/** Which of an owner's messages are sent first. */
public enum MessagePriority {
  /** Mail that somebody is waiting for, such as a link for choosing a password. */
  URGENT(0),
  NORMAL(1),
  /** Mail that goes to many and can wait, such as newsletters. */
  BULK(2);

  private final int rank;

  MessagePriority(int rank) {
    this.rank = rank;
  }

  /** As stored in the database: the lowest are sent first. */
  public int rank() {
    return rank;
  }

  /** By its rank; an unknown one counts as normal. */
  public static MessagePriority of(int rank) {
    return Arrays.stream(values())
        .filter(priority -> priority.rank == rank)
        .findAny()
        .orElse(NORMAL);
  }
}
