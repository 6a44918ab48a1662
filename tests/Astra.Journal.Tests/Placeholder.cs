namespace Astra.Journal.Tests;

public class Placeholder;
