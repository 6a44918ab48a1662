return await Astra.StandIns.EventStore.StandInCommand.RunAsync(args);
