# SPDX-License-Identifier: Apache-2.0
# One peer on one table of votes: Rscript principles.R PEER VOTES.csv DRAWS.csv SEED WARMUP DRAWS
# VOTES.csv has the columns roll_call, actor, year, yes (0 or 1). Writes one row a draw and one column a position, and
# prints the CPU seconds of all sweeps. Leaves with status 77 where the peer's package is not installed.
arguments <- commandArgs(trailingOnly = TRUE)
peer <- arguments[1]
numbers <- as.integer(arguments[4:6])
seed <- numbers[1]; warmup <- numbers[2]; draws <- numbers[3]
sink(stderr())  # what peers say; the answer is the seconds alone
package <- if (peer == "ideal") "pscl" else "MCMCpack"
if (!suppressMessages(suppressWarnings(require(package, character.only = TRUE, quietly = TRUE)))) quit(status = 77)

votes <- read.csv(arguments[2])
actors <- sort(unique(votes$actor))
roll_calls <- unique(votes$roll_call)
table <- matrix(NA_integer_, length(actors), length(roll_calls), dimnames = list(actors, roll_calls))
table[cbind(match(votes$actor, actors), match(votes$roll_call, roll_calls))] <- votes$yes
# Peers stop at a roll call without dissent, which says nothing of anybody.
table <- table[, apply(table, 2, function(v) length(unique(v[!is.na(v)])) == 2)]
set.seed(seed)

# Starts are the leading axis of agreement, as any user would give.
filled <- apply(table, 2, function(v) ifelse(is.na(v), mean(v, na.rm = TRUE), v))
start <- as.vector(scale(svd(scale(filled, scale = FALSE), nu = 1, nv = 0)$u))

run <- list(
  MCMCirt1d = function() {
    MCMCirt1d(table, theta.start = start, burnin = warmup, mcmc = draws, seed = seed, verbose = 0,
              store.item = FALSE, store.ability = TRUE)
  },
  MCMCdynamicIRT1d = function() {
    year_of <- votes$year[match(as.integer(colnames(table)), votes$roll_call)]
    MCMCdynamicIRT1d(table, item.time.map = year_of - min(year_of) + 1, theta.start = start, burnin = warmup,
                     mcmc = draws, seed = seed, verbose = 0, tau2.start = 0.1, store.item = FALSE,
                     store.ability = TRUE)
  },
  ideal = function() {
    ideal(rollcall(table), d = 1, maxiter = warmup + draws, burnin = warmup, thin = 1, startvals = list(x = start),
          store.item = FALSE, verbose = FALSE)$x[, , 1]
  }
)[[peer]]
time <- system.time(result <- run())
write.table(format(as.matrix(result), digits = 9), arguments[3], sep = ",", row.names = FALSE, col.names = FALSE,
            quote = FALSE)
sink()
cat(time[["user.self"]] + time[["sys.self"]], "\n")
