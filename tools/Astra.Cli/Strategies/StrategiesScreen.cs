using System.Globalization;
using System.Text.Json;
using Astra.Strategies;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>What <c>astra strategies</c> prints for people.</summary>
internal static class StrategiesScreen
{
    public static void WriteAll(IReadOnlyList<StrategyView> all)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("name", "title", "suits", "indicators", "parameters");
        foreach (StrategyView one in all)
            table.AddRow([.. new[] { Name(one), one.Title, Suits(one), List(one.Indicators), string.Join(' ', one.Parameters.Select(p => $"{p.Name}={Number(p.Default)}")) }.Select(Markup.Escape)]);
        Terminal.Out.Write(table);
        Line($"Made of these, in quotes wherever a name is asked for:");
        foreach (string example in StrategyRegistry.HybridExamples) Line($"  {example}");
        Line($"More of one: astra strategies show NAME");
    }

    public static void WriteOne(StrategyView one)
    {
        Line($"{Name(one)}: {one.Title}");
        Line($"{one.Summary}");
        Line($"  {"suits",-12} {Suits(one)}");
        Line($"  {"indicators",-12} {List(one.Indicators)}");
        Line($"  {"figures",-12} {List(one.Figures)}");
        if (one.Peers != PeerCount.None) Line($"  {"watches",-12} {one.Peers} other instruments");
        if (one.TradesTheOpeningGap) Line($"  {"opening gap",-12} traded: it may enter on a session's first bar");
        Table table = new Table().Border(TableBorder.Simple).AddColumn("parameter");
        foreach (string title in (string[])["default", "from", "to"]) table.AddColumn(new TableColumn(title).RightAligned());
        table.AddColumn("");
        foreach (StrategyParameter p in one.Parameters)
            table.AddRow(Markup.Escape(p.Name), Number(p.Default), Number(p.Minimum), Number(p.Maximum) + (p.Integer ? " whole" : ""), Markup.Escape(p.Meaning));
        Terminal.Out.Write(table);
        if (one.Expected is { } expected) WriteExpected(expected);
    }

    private static void WriteExpected(JsonElement expected)
    {
        Line($"Expected on the generated day ({expected.GetProperty("day").GetString()}):");
        Line($"  {expected.GetProperty("signals").GetInt64():N0} signals, {expected.GetProperty("trades").GetInt32():N0} trades, {expected.GetProperty("winners").GetInt32():N0} won; gross {Field("gross")}, charges {Field("charges")}, net {Field("net")} rupees");
        Line($"  outbound hash {Field("outboundHash")}");

        string Field(string name) => expected.GetProperty(name).GetString()!;
    }

    private static string Name(StrategyView one) => one.Aliases.Count == 0 ? one.Name : $"{one.Name} ({List(one.Aliases)})";

    private static string Suits(StrategyView one) => List(one.Suits);

    private static string List(IEnumerable<string> words) => string.Join(", ", words);

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Console.Out.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
