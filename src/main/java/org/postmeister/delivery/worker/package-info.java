/**
 * The way out: takes messages that are due, sends them over pooled connections, and records what
 * came of it.
 *
 * <p>{@code DeliverySupervisor} finds servers with due mail, and {@code DeliveryTasks} has one node
 * at a time run a {@code DeliveryWorker} for each. The worker's {@code ServerDelivery} claims
 * messages into a {@code SendingQueue}; {@code ServerConnections} decides how many connections
 * empty it, each a {@code ConnectionLoop} with a {@code MessageSender} that borrows from the {@code
 * ConnectionPool}. {@code OutcomeHandler} turns what came of a message into a result, which {@code
 * ResultRecorder} writes together with others.
 *
 * <p>Its public types are for the other packages of this module only.
 */
@NullMarked
package org.postmeister.delivery.worker;

import org.jspecify.annotations.NullMarked;
