using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Astra.Cli;

/// <summary>Progress of long work on stderr: a bar with rate and time left where a person watches, a line now and then elsewhere.</summary>
internal static class Gauge
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    /// <param name="total">Expected in all; null when not known.</param>
    /// <param name="note">Told behind the rate, when it has something to tell.</param>
    /// <param name="work">Is given a function to call with what is done so far; from one thread at a time.</param>
    public static T Run<T>(string title, string unit, long? total, Func<Action<long>, T> work, Func<string?>? note = null) =>
        Terminal.IsWatched ? RunOnScreen(title, unit, total, work, note) : work(new Lines(title, unit, total, note).Show);

    /// <summary>The same report of progress, and the end of the work once it is interrupted.</summary>
    /// <exception cref="OperationCanceledException">Thrown by the function made, out of the work that calls it.</exception>
    public static Action<long> Stopping(this CancellationToken interrupt, Action<long> told) => done =>
    {
        interrupt.ThrowIfCancellationRequested();
        told(done);
    };

    private static T RunOnScreen<T>(string title, string unit, long? total, Func<Action<long>, T> work, Func<string?>? note) =>
        new Progress(Terminal.Err) { RefreshRate = TimeSpan.FromMilliseconds(250) }
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new PercentageColumn(),
                new RateColumn(unit, note), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(title.EscapeMarkup(), maxValue: Math.Max(1, total ?? 1));
                task.IsIndeterminate = total is null;
                T result = work(done => task.Value = total is null ? 0 : done);
                task.Value = task.MaxValue;
                return result;
            });

    private sealed class RateColumn(string unit, Func<string?>? note) : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text((task.Speed is { } speed ? string.Create(CultureInfo.InvariantCulture, $"{speed:N0} {unit}/s") : "") + (note?.Invoke() is { } more ? $", {more}" : ""));
    }

    private sealed class Lines(string title, string unit, long? total, Func<string?>? note)
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private TimeSpan _next = LineInterval;

        public void Show(long done)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(_began);
            if (elapsed < _next) return;
            _next = elapsed + LineInterval;
            double rate = done / elapsed.TotalSeconds;
            string left = total is { } all && rate > 0 ? $" of {all:N0}, {(all - done) / rate:N0} s left" : "";
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{title}: {done:N0} {unit}{left}, {(rate < 10 ? $"{rate:N1}" : $"{rate:N0}")} {unit}/s{(note?.Invoke() is { } more ? $"; {more}" : "")}"));
        }
    }
}
