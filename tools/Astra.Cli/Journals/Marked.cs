using Astra.Core;

namespace Astra.Cli;

/// <summary>A journal that tells a watermark how far it is durable: after the sync has returned, or the server has acknowledged, and never before.</summary>
internal static class Marked
{
    public static IJournal By(Watermark mark, IJournal journal) =>
        journal is IPipelinedJournal pipelined ? new PipelinedJournal(pipelined, mark) : new SyncedJournal(journal, mark);

    /// <summary>The journals themselves belong to whoever opened them, so disposing does nothing.</summary>
    private sealed class SyncedJournal(IJournal journal, Watermark mark) : IJournal
    {
        public long DurableSequence => journal.DurableSequence;

        public void Append(long sequence, ref InboundEvent e) => journal.Append(sequence, ref e);

        public void Commit()
        {
            journal.Commit();
            mark.Value = journal.DurableSequence;
        }

        public void Dispose()
        {
        }
    }

    private sealed class PipelinedJournal(IPipelinedJournal journal, Watermark mark) : IPipelinedJournal
    {
        public long DurableSequence => journal.DurableSequence;

        public void Attach(IDurabilityListener listener) => journal.Attach(new Listener(listener, mark));

        public void Append(long sequence, ref InboundEvent e) => journal.Append(sequence, ref e);

        public void Commit() => journal.Commit();

        public void Want(long sequence) => journal.Want(sequence);

        public void Finish() => journal.Finish();

        public void Release() => journal.Release();

        public void Dispose()
        {
        }
    }

    private sealed class Listener(IDurabilityListener engine, Watermark mark) : IDurabilityListener
    {
        public void OnDurable(long sequence)
        {
            mark.Value = sequence;
            engine.OnDurable(sequence);
        }

        public void OnFailed(Exception fault) => engine.OnFailed(fault);
    }
}
